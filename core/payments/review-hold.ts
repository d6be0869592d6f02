import { type BookingPayment, moneyStatus, type ReviewReason } from "./booking-payment.ts";

/** The payment with a reason to wait for a decision: while there is one, nothing moves its money by itself (NS-1, MI-18). */
export function holdForReview(payment: BookingPayment, reason: ReviewReason): BookingPayment {
  return {
    ...payment,
    paymentStatus: "manual_review",
    statusBeforeReview: moneyStatus(payment),
    reviewReasons: [...payment.reviewReasons.filter((other) => other !== reason), reason],
  };
}

/** The payment without that reason; with its last one it returns to what it was before (NS-6). */
export function closeReview(payment: BookingPayment, reason: ReviewReason): BookingPayment {
  const reviewReasons = payment.reviewReasons.filter((other) => other !== reason);
  if (payment.paymentStatus !== "manual_review" || reviewReasons.length > 0) return { ...payment, reviewReasons };
  const { statusBeforeReview: _closed, ...rest } = payment;
  return { ...rest, reviewReasons, paymentStatus: moneyStatus(payment) };
}
