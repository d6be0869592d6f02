import type { CancellationWindow, Side } from "../../../core/bookings/booking.ts";
import type { Model, ModelBooking } from "../model.ts";

const HOUR = 3_600_000;
const MINUTES_TO_PAY = 30;

/** Whether a payment may still confirm the booking; for a confirmed one it changes nothing. */
export function canBePaid({ now }: Model, { status, createdAt }: ModelBooking): boolean {
  return status === "CONFIRMED" || (status === "PENDING" && now < createdAt + MINUTES_TO_PAY * 60_000);
}

export function isGivenUp({ now }: Model, { status, createdAt }: ModelBooking): boolean {
  return status === "PENDING" && now >= createdAt + MINUTES_TO_PAY * 60_000;
}

/** What cancelling answers: the window, or the code of the refusal. */
export function cancelAnswer({ now }: Model, { status, startsAt }: ModelBooking): CancellationWindow | string {
  if (status !== "PENDING" && status !== "CONFIRMED") return "BOOKING_NOT_CANCELLABLE";
  if (now >= startsAt) return "LESSON_STARTED";
  const hours = (startsAt - now) / HOUR;
  return hours >= 24 ? "gte24" : hours >= 12 ? "12to24" : "lt12";
}

export function completeAnswer({ now }: Model, { status, endsAt, report, dispute }: ModelBooking): string {
  if (status !== "CONFIRMED") return "BOOKING_NOT_COMPLETABLE";
  if (now < endsAt) return "LESSON_NOT_ENDED";
  return report?.isOpen || dispute?.isOpen ? "PAYMENT_STATE_CONFLICT" : "200";
}

/** Whether nobody said anything about a paid lesson for a day. */
export function completesItself({ now }: Model, { status, endsAt, isMoneyHeld, report, dispute }: ModelBooking): boolean {
  return status === "CONFIRMED" && isMoneyHeld && now >= endsAt + 24 * HOUR && !report?.isOpen && !dispute?.isOpen;
}

/** What changing a note answers; each side has its own. */
export function noteAnswer({ now }: Model, { status, startsAt, endsAt }: ModelBooking, by: Side, whose: Side): string {
  if (by !== whose) return "FIELD_NOT_EDITABLE";
  const isLive = status === "PENDING" || status === "CONFIRMED";
  const isOpen = whose === "instructor" ? now < endsAt + 30 * 24 * HOUR : isLive && now < startsAt;
  return isOpen ? "200" : "BOOKING_NOT_EDITABLE";
}

/** What saying that the lesson was not as it counts answers. */
export function disputeAnswer({ now }: Model, { status, endsAt, dispute, report }: ModelBooking): string {
  const isOver = status === "COMPLETED" || (status === "CONFIRMED" && now >= endsAt);
  if (!isOver) return "BOOKING_NOT_DISPUTABLE";
  if (now >= endsAt + 24 * HOUR) return "DISPUTE_WINDOW_CLOSED";
  if (dispute !== undefined) return "DISPUTE_ALREADY_OPEN";
  return report?.isOpen ? "NO_SHOW_ALREADY_REPORTED" : "200";
}

/** The reminders that a sweep sends now; one that missed its quarter of an hour catches up for an hour. */
export function remindersNow({ now }: Model, { status, startsAt, confirmedAt = 0, reminded }: ModelBooking): ("24h" | "1h")[] {
  if (status !== "CONFIRMED") return [];
  return (["24h", "1h"] as const).filter((kind) => {
    const at = startsAt - (kind === "24h" ? 24 : 1) * HOUR;
    return !reminded.has(kind) && confirmedAt <= at + HOUR / 4 && at < now && now <= at + HOUR / 4 + HOUR;
  });
}
