import type { Context, Member } from "../context.ts";
import { DomainError } from "../errors.ts";
import { type BookingId, newId } from "../ids.ts";
import { noteOf } from "../note.ts";
import type { PaymentStatus } from "../payments/booking-payment.ts";
import { holdForReview } from "../payments/review-hold.ts";
import { commit } from "../table/commit.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Instant } from "../time.ts";
import type { Booking, BookingNoShow, Side } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import {
  type BookingWithPayment,
  type ChangedLesson,
  changeBooking,
  changePayment,
  readBooking,
  withParent,
} from "./booking-repository.ts";
import { bookingIsChanging, requirePermission, requireSide, requireStill } from "./booking-side.ts";
import { decideNoShowReport, disputeUntil, type NoShowDecision, type NoShowType } from "./no-show.ts";
import { auditReport, endReport } from "./no-show-resolution.ts";

export interface NoShowReportInput {
  /** Who was absent; the other side unless said otherwise. */
  readonly type?: Side | undefined;
  readonly reason?: string | undefined;
}

export interface ReportedNoShow {
  readonly bookingId: BookingId;
  readonly type: NoShowType;
  readonly reportedAt: Instant;
  /** Until then the accused can object; `null` when both sides reported each other, which ends the matter. */
  readonly disputeUntil: Instant | null;
  readonly paymentStatus: PaymentStatus;
}

/**
 * One side says that the other did not come (BKN-1 … BKN-6). The money waits until the accused objects or a day has passed; when both sides
 * report each other the lesson was not taught, at once. Repeating is 409 `NO_SHOW_ALREADY_REPORTED`, or the first answer under the same
 * Idempotency-Key.
 */
export async function reportNoShow(ctx: Context<Member>, bookingId: BookingId, input: NoShowReportInput): Promise<ReportedNoShow> {
  const claimed = ctx.idempotency?.claim();
  return untilCommitted(async () => {
    const [key, lesson] = await Promise.all([claimed, readBooking(bookingId)]);
    const by = requireSide(ctx, lesson.booking);
    requirePermission(ctx, by === "instructor" ? "complete_bookings" : "view_own_bookings");
    requireStill(lesson.booking);
    const wish = { by, isCaptured: lesson.payment.capturedAt !== undefined, ...(input.type === undefined ? {} : { type: input.type }) };
    const decision = decideNoShowReport(lesson.booking, wish, ctx.now);
    if (decision instanceof DomainError) throw decision;

    const changed = decision.resolvedAtOnce
      ? agree(ctx, await withParent(lesson), newReport(ctx, decision, by, input.reason))
      : openReport(ctx, lesson, newReport(ctx, decision, by, input.reason));
    const answer = {
      bookingId,
      type: decision.type,
      reportedAt: ctx.now,
      disputeUntil: decision.resolvedAtOnce ? null : decision.disputeUntil,
      paymentStatus: changed.payment.paymentStatus,
    };
    await commit([...changed.writes, ...(key ? [key.completion(201, answer)] : [])]);
    return answer;
  }, bookingIsChanging);
}

function newReport({ now }: Context, { type }: NoShowDecision, reportedBy: Side, reason: string | undefined): BookingNoShow {
  const words = noteOf(reason);
  const report = { reportId: newId("nsr", now), type, reportedBy, reportedAt: now, disputed: false };
  return words === undefined ? report : { ...report, reason: words };
}

/** The booking stays what it is; its money waits (BKN-6). */
function openReport(ctx: Context, lesson: BookingWithPayment, report: BookingNoShow): ChangedLesson {
  const { version } = lesson.booking;
  const booking: Booking = { ...lesson.booking, noShow: report, updatedAt: ctx.now, version: version + 1 };
  const payment = holdForReview(lesson.payment, "no_show");
  return {
    booking,
    payment,
    writes: [
      ...changeBooking(lesson.booking, booking),
      changePayment(lesson.payment, payment, ctx.now),
      auditReport(ctx, lesson.booking, booking),
      reported(ctx, booking, report),
    ],
  };
}

/** Both say that the other was absent: there is nothing to object to (NS-2). */
function agree(ctx: Context, lesson: BookingWithPayment, report: BookingNoShow): ChangedLesson {
  const changed = endReport(ctx, lesson, report, "confirmed_no_dispute");
  return { ...changed, writes: [...changed.writes, reported(ctx, changed.booking, report)] };
}

function reported(ctx: Context, booking: Booking, { type, reportedAt }: BookingNoShow) {
  return publish(ctx, "booking.no_show_reported", { ...bookingFact(booking), type, disputeUntil: disputeUntil(reportedAt) });
}
