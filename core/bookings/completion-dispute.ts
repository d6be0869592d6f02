import { DomainError } from "../errors.ts";
import { type Instant, plusHours } from "../time.ts";
import { type Booking, hasOpenReport } from "./booking.ts";
import { BOOKING_NOT_DISPUTABLE, DISPUTE_ALREADY_OPEN, DISPUTE_WINDOW_CLOSED, NO_SHOW_ALREADY_REPORTED } from "./booking-errors.ts";

type Disputable = Pick<Booking, "status" | "endsAt" | "dispute" | "noShow">;

/** Why nobody can say now that the lesson was not as it counts (BKN-12). There is one dispute per booking, for ever. */
export function refuseCompletionDispute(booking: Disputable, isCaptured: boolean, now: Instant): DomainError | undefined {
  const { status, endsAt, dispute } = booking;
  const isOver = status === "COMPLETED" || (status === "CONFIRMED" && now >= endsAt);
  if (!isOver) {
    return new DomainError(BOOKING_NOT_DISPUTABLE, `Only a lesson that is over can be disputed; this booking is ${status}.`, {
      bookingStatus: status,
    });
  }
  if (isCaptured || now >= plusHours(endsAt, 24)) {
    return new DomainError(DISPUTE_WINDOW_CLOSED, "A lesson can be disputed until 24 hours after its end; contact support.");
  }
  if (dispute !== undefined) return new DomainError(DISPUTE_ALREADY_OPEN, "This lesson was disputed before; an administrator decides.");
  if (hasOpenReport(booking)) {
    return new DomainError(NO_SHOW_ALREADY_REPORTED, "An absence was reported from this lesson; answer the report instead.");
  }
  return undefined;
}
