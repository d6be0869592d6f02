import { DomainError } from "../errors.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import type { Instant } from "../time.ts";
import { type Booking, isMoving } from "./booking.ts";
import type { Viewer } from "./booking-visibility.ts";
import { refuseCompletion } from "./completion.ts";
import { refuseCompletionDispute } from "./completion-dispute.ts";
import { refuseCancellation } from "./decide-cancellation.ts";
import { planSamePrice } from "./decide-move.ts";
import { decideNoShowReport, refuseNoShowDispute } from "./no-show.ts";

/** What the viewer may do with a booking now. Only what has an operation can be done. */
export interface BookingAbilities {
  readonly cancel: boolean;
  readonly complete: boolean;
  readonly reschedule: boolean;
  readonly reportNoShow: boolean;
  readonly disputeNoShow: boolean;
  readonly dispute: boolean;
}

export interface AbilityFacts {
  readonly booking: Booking;
  readonly payment: BookingPayment;
  readonly viewer: Viewer;
  readonly now: Instant;
}

/** Asks the operations' own rules, so that a flag never promises what would be refused. */
export function abilitiesOf(facts: AbilityFacts): BookingAbilities {
  const { booking, payment, viewer, now } = facts;
  return {
    cancel: viewer !== "admin" && refuseCancellation(booking, now) === undefined,
    complete: viewer === "instructor" && refuseCompletion(booking, now) === undefined,
    reschedule: viewer === "student" && !(planSamePrice(booking, payment, viewer, now) instanceof DomainError),
    reportNoShow: mayReportNoShow(facts),
    disputeNoShow: viewer !== "admin" && refuseNoShowDispute(booking.noShow, viewer, now) === undefined,
    dispute: mayDispute(facts),
  };
}

/** The flags as one number: part of the ETag, so that a 304 means that they are unchanged too. */
export function abilityBits(can: BookingAbilities): number {
  const flags = [can.cancel, can.complete, can.reschedule, can.reportNoShow, can.disputeNoShow, can.dispute];
  return flags.reduce((bits, flag, place) => bits + (flag ? 2 ** place : 0), 0);
}

function mayDispute({ booking, payment, viewer, now }: AbilityFacts): boolean {
  if (viewer === "admin" || isMoving(booking)) return false;
  return refuseCompletionDispute(booking, payment.capturedAt !== undefined, now) === undefined;
}

function mayReportNoShow({ booking, payment, viewer, now }: AbilityFacts): boolean {
  if (viewer === "admin" || isMoving(booking)) return false;
  const isCaptured = payment.capturedAt !== undefined;
  return !(decideNoShowReport(booking, { by: viewer, isCaptured }, now) instanceof DomainError);
}
