import { describe, expect, it } from "vitest";
import { type BookableReason, notBookable } from "../../core/availability/bookable-problems.ts";
import type { BookingStatus, Side } from "../../core/bookings/booking.ts";
import { STUDENT_TIME_CONFLICT } from "../../core/bookings/booking-errors.ts";
import { decideMove, refuseMove } from "../../core/bookings/decide-move.ts";
import { DomainError } from "../../core/errors.ts";
import type { PaymentStatus } from "../../core/payments/booking-payment.ts";
import { type Instant, plusMilliseconds } from "../../core/time.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-reschedule.json" with { type: "json" };
import { bookingIdOf } from "./facts.ts";
import { REPORT } from "./objections.ts";

interface MoveInput {
  readonly actor: Side;
  readonly bookingStatus: BookingStatus;
  readonly openReportOrDispute: boolean;
  readonly secondsUntilOldStart: number;
  readonly secondsUntilNewStart: number;
  readonly paymentStatus: PaymentStatus;
  readonly lateRescheduleUsed: boolean;
  readonly somethingChanges: boolean;
  readonly availabilityReason: BookableReason | null;
  readonly studentConflict: boolean;
  readonly priceUnchanged: boolean;
  readonly hasDefaultMethod: boolean;
}

const NOW: Instant = "2025-12-01T10:00:00.000Z";

describe("moving a lesson", () => {
  for (const vector of casesOf<MoveInput, object>(vectors)) {
    it(`BKR-1..BKR-6, BKR-8, BKR-9 ${titleOf(vector)}`, () => {
      expect(answerOf(vector.input)).toEqual(vector.expected);
    });
  }

  it("BKR-10 refuses a second move while the first waits for its money", () => {
    const movingTo = { bookingId: bookingIdOf(2), leaseUntil: NOW };
    const booking = { status: "CONFIRMED", startsAt: "2025-12-10T22:00:00.000Z", movingTo } as const;
    const payment = { paymentStatus: "scheduled", lateRescheduleUsed: false } as const;
    expect(refuseMove(booking, payment, "student", NOW)?.code).toBe("OPERATION_IN_PROGRESS");
  });
});

function answerOf(input: MoveInput): object {
  const { bookingStatus, paymentStatus, lateRescheduleUsed } = input;
  const move = decideMove({
    by: input.actor,
    booking: {
      status: bookingStatus,
      startsAt: plusMilliseconds(NOW, input.secondsUntilOldStart * 1000),
      ...(input.openReportOrDispute ? { noShow: REPORT } : {}),
    },
    payment: { paymentStatus, lateRescheduleUsed },
    now: NOW,
    changesSomething: input.somethingChanges,
    newLesson: newLessonOf(input),
    terms: { isPriceUnchanged: input.priceUnchanged, hasDefaultMethod: input.hasDefaultMethod },
  });
  if (move instanceof DomainError) return { allowed: false, status: move.problem.status, code: move.code };
  return { allowed: true, ...move };
}

function newLessonOf(input: MoveInput): { startsAt: Instant } | DomainError {
  if (input.availabilityReason !== null) return notBookable({ reason: input.availabilityReason, details: {} });
  if (input.studentConflict) return new DomainError(STUDENT_TIME_CONFLICT, "You have another lesson at this time.");
  return { startsAt: plusMilliseconds(NOW, input.secondsUntilNewStart * 1000) };
}
