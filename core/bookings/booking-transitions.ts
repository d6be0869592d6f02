import { DomainError, type Problem } from "../errors.ts";
import { type BookingStatus, isOccupying } from "./booking.ts";
import {
  BOOKING_NOT_CANCELLABLE,
  BOOKING_NOT_COMPLETABLE,
  BOOKING_NOT_DISPUTABLE,
  BOOKING_NOT_REPORTABLE,
  BOOKING_NOT_RESCHEDULABLE,
  INVALID_BOOKING_TRANSITION,
} from "./booking-errors.ts";

export type BookingEvent = keyof typeof TRANSITIONS;

export interface Transition {
  readonly to: BookingStatus;
  /** False when the event had happened before, or concerns only the money of a final booking. */
  readonly effect: boolean;
  /** True exactly on the way into CANCELLED and PAYMENT_FAILED (BKS-3). */
  readonly releasesTime: boolean;
}

/** Where the event leads from the status (section 4), or its refusal. The event's other guards are asked by its own rule. */
export function transition(status: BookingStatus, event: BookingEvent): Transition | DomainError {
  const { moves, ignoredIn, refusal }: TransitionRow = TRANSITIONS[event];
  const to = moves[status];
  if (to !== undefined) return { to, effect: true, releasesTime: isOccupying(status) && !isOccupying(to) };
  if (ignoredIn?.includes(status)) return { to: status, effect: false, releasesTime: false };
  const told = refusal === INVALID_BOOKING_TRANSITION ? { bookingStatus: status, event } : { bookingStatus: status };
  return new DomainError(refusal, `This is not possible while the booking is ${status}; load it again.`, told);
}

interface TransitionRow {
  readonly moves: Readonly<Partial<Record<BookingStatus, BookingStatus>>>;
  readonly ignoredIn?: readonly BookingStatus[];
  readonly refusal: Problem;
}

const FINAL: readonly BookingStatus[] = ["CANCELLED", "NO_SHOW", "PAYMENT_FAILED"];
const UNCHANGED = { CONFIRMED: "CONFIRMED", COMPLETED: "COMPLETED" } as const;

// The table of section 4: what is not written here is refused (BKS-1).
const TRANSITIONS = {
  payment_confirmed: { moves: { PENDING: "CONFIRMED" }, ignoredIn: ["CONFIRMED"], refusal: INVALID_BOOKING_TRANSITION },
  payment_given_up: { moves: { PENDING: "PAYMENT_FAILED" }, ignoredIn: ["PAYMENT_FAILED"], refusal: INVALID_BOOKING_TRANSITION },
  student_cancel: { moves: { PENDING: "CANCELLED", CONFIRMED: "CANCELLED" }, refusal: BOOKING_NOT_CANCELLABLE },
  instructor_cancel: { moves: { PENDING: "CANCELLED", CONFIRMED: "CANCELLED" }, refusal: BOOKING_NOT_CANCELLABLE },
  platform_cancel: { moves: { PENDING: "CANCELLED", CONFIRMED: "CANCELLED" }, refusal: BOOKING_NOT_CANCELLABLE },
  payment_cancel: { moves: { CONFIRMED: "CANCELLED" }, refusal: BOOKING_NOT_CANCELLABLE },
  reschedule: { moves: { CONFIRMED: "CANCELLED" }, refusal: BOOKING_NOT_RESCHEDULABLE },
  complete: { moves: { CONFIRMED: "COMPLETED" }, refusal: BOOKING_NOT_COMPLETABLE },
  auto_complete: { moves: { CONFIRMED: "COMPLETED" }, refusal: BOOKING_NOT_COMPLETABLE },
  no_show_reported: { moves: UNCHANGED, refusal: BOOKING_NOT_REPORTABLE },
  no_show_confirmed: { moves: { CONFIRMED: "NO_SHOW", COMPLETED: "NO_SHOW" }, refusal: INVALID_BOOKING_TRANSITION },
  no_show_upheld: { moves: { CONFIRMED: "COMPLETED", COMPLETED: "COMPLETED" }, refusal: INVALID_BOOKING_TRANSITION },
  no_show_withdrawn: { moves: UNCHANGED, refusal: INVALID_BOOKING_TRANSITION },
  completion_disputed: { moves: UNCHANGED, refusal: BOOKING_NOT_DISPUTABLE },
  dispute_paid: { moves: { CONFIRMED: "COMPLETED", COMPLETED: "COMPLETED" }, refusal: INVALID_BOOKING_TRANSITION },
  dispute_refunded: { moves: { CONFIRMED: "CANCELLED", COMPLETED: "COMPLETED" }, refusal: INVALID_BOOKING_TRANSITION },
  admin_refund_full: { moves: { CONFIRMED: "CANCELLED", COMPLETED: "COMPLETED" }, ignoredIn: FINAL, refusal: INVALID_BOOKING_TRANSITION },
  admin_refund_no_show: { moves: { CONFIRMED: "NO_SHOW", COMPLETED: "NO_SHOW" }, ignoredIn: FINAL, refusal: INVALID_BOOKING_TRANSITION },
} as const satisfies Record<string, TransitionRow>;
