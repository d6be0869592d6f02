import { DomainError, ROLE_REQUIRED } from "../errors.ts";
import { type Instant, plusHours } from "../time.ts";
import { type Booking, type BookingNoShow, hasOpenDispute, type Side } from "./booking.ts";
import {
  BOOKING_NOT_REPORTABLE,
  DISPUTE_ALREADY_OPEN,
  INVALID_NO_SHOW_TYPE,
  LESSON_NOT_STARTED,
  NO_SHOW_ALREADY_DISPUTED,
  NO_SHOW_ALREADY_REPORTED,
  NO_SHOW_DISPUTE_WINDOW_CLOSED,
  NO_SHOW_NOT_FOUND,
  NO_SHOW_RESOLVED,
  NO_SHOW_WINDOW_CLOSED,
} from "./booking-errors.ts";

type Reportable = Pick<Booking, "status" | "startsAt" | "endsAt" | "dispute"> & { readonly noShow?: ExistingReport };

export type ExistingReport = Pick<BookingNoShow, "type" | "reportedAt" | "disputed" | "resolution">;

type ReportToWithdraw = ExistingReport & Pick<BookingNoShow, "reportedBy">;

export type NoShowType = Side | "mutual";

/** Both sides say that the other was absent: there is nothing to wait for. Otherwise the accused has a day to object. */
export type NoShowDecision =
  | { readonly type: "mutual"; readonly resolvedAtOnce: true }
  | { readonly type: Side; readonly resolvedAtOnce: false; readonly disputeUntil: Instant };

export interface NoShowWish {
  readonly by: Side | "admin";
  /** Who was absent; the other side unless said otherwise. */
  readonly type?: NoShowType;
  readonly isCaptured: boolean;
}

/** What a report of an absence does, or its refusal, in the order of BKN-5. Absence of the booking and the role were ruled out before. */
export function decideNoShowReport(booking: Reportable, wish: NoShowWish, now: Instant): NoShowDecision | DomainError {
  const type = wish.type ?? otherSide(wish.by);
  if (type === undefined || (wish.by !== "admin" && type !== otherSide(wish.by))) {
    return new DomainError(INVALID_NO_SHOW_TYPE, "You can report only the other side as absent.");
  }
  const refusal = refuseReport(booking, wish.isCaptured, now);
  if (refusal) return refusal;

  const { noShow } = booking;
  if (noShow?.type === type) return new DomainError(NO_SHOW_ALREADY_REPORTED, "This absence was reported before.");
  const answersOpenReport = noShow !== undefined && noShow.resolution === undefined;
  if (type === "mutual" || answersOpenReport) return { type: "mutual", resolvedAtOnce: true };
  return { type, resolvedAtOnce: false, disputeUntil: disputeUntil(now) };
}

/** Why the accused cannot object to the report, in the order of BKN-7. */
export function refuseNoShowDispute(noShow: ExistingReport | undefined, by: Side, now: Instant): DomainError | undefined {
  if (noShow === undefined) return new DomainError(NO_SHOW_NOT_FOUND, "Nobody has reported an absence from this lesson.");
  if (noShow.type !== by) return new DomainError(ROLE_REQUIRED, "Only the side that was reported as absent can dispute it.");
  if (noShow.resolution !== undefined) return new DomainError(NO_SHOW_RESOLVED, "This report is closed.");
  if (noShow.disputed) return new DomainError(NO_SHOW_ALREADY_DISPUTED, "You have disputed this report; an administrator will decide.");
  if (now < disputeUntil(noShow.reportedAt)) return undefined;
  return new DomainError(NO_SHOW_DISPUTE_WINDOW_CLOSED, "A report can be disputed for 24 hours; contact support.");
}

/** Why the reporter cannot take the report back (BKN-11): it binds once it was disputed, closed, or stood for its day. */
export function refuseNoShowWithdrawal(noShow: ReportToWithdraw | undefined, by: Side, now: Instant): DomainError | undefined {
  if (noShow === undefined) return new DomainError(NO_SHOW_NOT_FOUND, "Nobody has reported an absence from this lesson.");
  if (noShow.reportedBy !== by) return new DomainError(ROLE_REQUIRED, "Only the side that made the report can withdraw it.");
  if (noShow.resolution !== undefined) return new DomainError(NO_SHOW_RESOLVED, "This report is closed.");
  if (noShow.disputed) return new DomainError(NO_SHOW_ALREADY_DISPUTED, "The report was disputed; an administrator will decide.");
  if (now < disputeUntil(noShow.reportedAt)) return undefined;
  return new DomainError(NO_SHOW_RESOLVED, "A report can be withdrawn for 24 hours; this one counts as confirmed.");
}

/** Whether nobody objected to the report for its day (BKN-8). */
export function isConfirmedBySilence(noShow: ExistingReport | undefined, now: Instant): boolean {
  return noShow !== undefined && noShow.resolution === undefined && !noShow.disputed && now >= disputeUntil(noShow.reportedAt);
}

/** From this instant on an undisputed report is resolved (BKN-8). */
export function disputeUntil(reportedAt: Instant): Instant {
  return plusHours(reportedAt, 24);
}

function refuseReport(booking: Reportable, isCaptured: boolean, now: Instant): DomainError | undefined {
  const { status, startsAt, endsAt } = booking;
  const isReportable = status === "CONFIRMED" || (status === "COMPLETED" && !isCaptured);
  if (!isReportable)
    return new DomainError(BOOKING_NOT_REPORTABLE, `No absence can be reported: the booking is ${status}.`, { bookingStatus: status });
  if (now < startsAt) return new DomainError(LESSON_NOT_STARTED, "The lesson has not started; report an absence from its start on.");
  if (now >= plusHours(endsAt, 24)) {
    return new DomainError(NO_SHOW_WINDOW_CLOSED, "Absences can be reported until 24 hours after the lesson; contact support.");
  }
  return hasOpenDispute(booking)
    ? new DomainError(DISPUTE_ALREADY_OPEN, "A dispute about this lesson is open; wait for its end.")
    : undefined;
}

function otherSide(by: Side | "admin"): Side | undefined {
  if (by === "admin") return undefined;
  return by === "student" ? "instructor" : "student";
}
