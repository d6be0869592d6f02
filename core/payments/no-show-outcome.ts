import type { CancelledPayment } from "./cancellation-outcome.ts";
import { type CancellationQuote, quoteCancellation } from "./cancellation-outcome.ts";

/** What a confirmed absence does with the money: an absent student pays in full, any other absence costs the student nothing (NS-3, NS-4). */
export function quoteNoShow(payment: CancelledPayment, absentSide: "student" | "instructor" | "mutual"): CancellationQuote {
  if (absentSide === "student") return quoteCancellation(payment, "platform", "lt12", "none_to_student");
  const refund = quoteCancellation(payment, "platform", "lt12");
  return { ...refund, outcome: absentSide === "mutual" ? "mutual_no_show_full_refund" : "instructor_no_show_full_refund" };
}
