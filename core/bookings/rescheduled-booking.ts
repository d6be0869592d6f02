import type { Context } from "../context.ts";
import { required } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import type { MoveMode } from "../payments/moved-payment.ts";
import type { BookingWithPayment } from "./booking-repository.ts";
import { type BookingView, type LessonPeople, viewBooking } from "./booking-view.ts";

/** What the student is told of a lesson that has moved. */
export interface RescheduledBooking {
  readonly booking: BookingView;
  readonly previousBookingId: BookingId;
  readonly paymentMode: MoveMode;
}

export function rescheduledBooking({ now }: Context, to: BookingWithPayment, { student, instructor }: LessonPeople): RescheduledBooking {
  const { booking, payment } = to;
  return {
    booking: viewBooking({ booking, payment, people: { student, instructor }, viewer: "student", now }),
    previousBookingId: required(booking.rescheduledFromBookingId, "the new booking of a move is linked to the old"),
    paymentMode: required(booking.moveMode, "the new booking of a move knows how its money came"),
  };
}
