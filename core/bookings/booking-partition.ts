import { assertNever } from "../errors.ts";
import type { Instant } from "../time.ts";
import { type Booking, isMove } from "./booking.ts";

export type BookingPartition = "unpaid" | "upcoming" | "in_progress" | "awaiting_completion" | "past" | "cancelled";

export type BookingView = "upcoming" | "history" | "book_again" | "unpaid" | "all";

type Listed = Pick<Booking, "status" | "startsAt" | "endsAt" | "cancellationCode">;

/** Where a booking stands at the instant; always exactly one (BKL-1). */
export function partitionOf(booking: Pick<Listed, "status" | "startsAt" | "endsAt">, now: Instant): BookingPartition {
  switch (booking.status) {
    case "PENDING":
      return "unpaid";
    case "CONFIRMED":
      if (now < booking.startsAt) return "upcoming";
      return now < booking.endsAt ? "in_progress" : "awaiting_completion";
    case "COMPLETED":
    case "NO_SHOW":
      return "past";
    case "CANCELLED":
    case "PAYMENT_FAILED":
      return "cancelled";
    default:
      return assertNever(booking.status);
  }
}

/** Whether the booking belongs to the view at the instant (BKL-2). */
export function isInView(booking: Listed, view: BookingView, now: Instant): boolean {
  const partition = partitionOf(booking, now);
  switch (view) {
    case "all":
      return true;
    case "upcoming":
    case "unpaid":
      return partition === view;
    case "book_again":
      return booking.status === "COMPLETED";
    case "history":
      // A lesson that moved is told by the booking it moved to, and one that was never paid is no history.
      return partition !== "unpaid" && partition !== "upcoming" && booking.status !== "PAYMENT_FAILED" && !isMove(booking.cancellationCode);
    default:
      return assertNever(view);
  }
}

type Ordered = Pick<Booking, "startsAt" | "endsAt" | "bookingId">;

/** What comes next first: `upcoming` ascends, everything else descends by start (BKL-3). */
export function compareInView(view: BookingView): (one: Ordered, other: Ordered) => number {
  const direction = view === "upcoming" ? 1 : -1;
  return (one, other) => direction * (compare(one.startsAt, other.startsAt) || compare(one.bookingId, other.bookingId));
}

/** Lessons that wait for completion: the first to complete itself comes first (BKL-3). */
export function comparePendingCompletion(one: Ordered, other: Ordered): number {
  return compare(one.endsAt, other.endsAt) || compare(one.bookingId, other.bookingId);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
