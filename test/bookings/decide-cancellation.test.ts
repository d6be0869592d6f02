import { describe, expect, it } from "vitest";
import type { BookingStatus, Side } from "../../core/bookings/booking.ts";
import { transition } from "../../core/bookings/booking-transitions.ts";
import { windowEnd } from "../../core/bookings/cancellation-window.ts";
import { decideCancellation, refuseCancellation } from "../../core/bookings/decide-cancellation.ts";
import { cancellationWeight } from "../../core/bookings/reliability.ts";
import { DomainError } from "../../core/errors.ts";
import { type Instant, millisecondsBetween, plusHours, plusMilliseconds } from "../../core/time.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-cancellation-window.json" with { type: "json" };
import { bookingIdOf, intervalOf } from "./facts.ts";

interface CancelInput {
  readonly actor: Side;
  readonly bookingStatus: BookingStatus;
  readonly date: `${string}-${string}-${string}`;
  readonly startTime: `${string}:${string}`;
  readonly timezone: string;
  readonly startsAt: string;
  readonly now: string;
  readonly reason: string;
  readonly movingTo: boolean;
}

describe("cancelling by a participant", () => {
  for (const vector of casesOf<CancelInput, object>(vectors)) {
    it(`BKC-1..BKC-4, BKC-8, BKC-9, BKT-4, BKT-5, BKT-8 ${titleOf(vector)}`, () => {
      expect(answerOf(vector.input)).toEqual(vector.expected);
      expect(intervalOf({ ...vector.input, durationMinutes: 60 }).startsAt).toBe(instant(vector.input.startsAt));
    });
  }

  it("BKR-10 refuses on the new booking too while the move to it waits for its money", () => {
    const target = { status: "PENDING", startsAt: STARTS_AT, rescheduledFromBookingId: bookingIdOf(1) } as const;
    expect(refuseCancellation(target, plusHours(STARTS_AT, -48))?.code).toBe("OPERATION_IN_PROGRESS");
    expect(refuseCancellation({ ...target, status: "CONFIRMED" }, plusHours(STARTS_AT, -48))).toBeUndefined();
  });

  it("BKQ-7 says until when the answer holds", () => {
    expect(windowEnd(STARTS_AT, plusHours(STARTS_AT, -30))).toBe(plusHours(STARTS_AT, -24));
    expect(windowEnd(STARTS_AT, plusMilliseconds(plusHours(STARTS_AT, -24), 1))).toBe(plusHours(STARTS_AT, -12));
    expect(windowEnd(STARTS_AT, plusHours(STARTS_AT, -1))).toBe(STARTS_AT);
  });
});

const STARTS_AT: Instant = "2025-12-10T22:00:00.000Z";
const LEASE = { bookingId: bookingIdOf(2), leaseUntil: STARTS_AT };

function answerOf(input: CancelInput): object {
  const startsAt = instant(input.startsAt);
  const now = instant(input.now);
  const booking = { status: input.bookingStatus, startsAt, ...(input.movingTo ? { movingTo: LEASE } : {}) };
  const decided = decideCancellation(booking, input.reason, now);
  if (decided instanceof DomainError) return { status: decided.problem.status, code: decided.code };
  const moved = transition(input.bookingStatus, `${input.actor}_cancel`);
  if (moved instanceof DomainError) throw moved;
  return {
    status: 200,
    bookingStatus: moved.to,
    window: decided.window,
    secondsUntilStart: millisecondsBetween(now, startsAt) / 1000,
    releasesTime: moved.releasesTime,
    notices: decided.wasConfirmed,
    countsForInstructor: cancellationWeight(input.actor, decided.wasConfirmed, decided.window),
  };
}
