import { describe, expect, it } from "vitest";
import type { BookingStatus } from "../../core/bookings/booking.ts";
import { completeByInstructor, completeByItself, completionDueAt } from "../../core/bookings/completion.ts";
import { DomainError } from "../../core/errors.ts";
import type { PaymentStatus } from "../../core/payments/booking-payment.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-completion.json" with { type: "json" };
import { DISPUTE, REPORT } from "./objections.ts";

interface CompletionInput {
  readonly by: "instructor" | "auto";
  readonly bookingStatus: BookingStatus;
  readonly paymentStatus: PaymentStatus;
  readonly openReport: boolean;
  readonly openDispute: boolean;
  readonly endsAt: string;
  readonly now: string;
}

interface CompletionExpected {
  readonly dueAt?: string;
  readonly completedAt?: string;
}

describe("completion", () => {
  for (const vector of casesOf<CompletionInput, CompletionExpected>(vectors)) {
    it(`BK-60..BK-63, BKT-9, BKT-10 ${titleOf(vector)}`, () => {
      const { dueAt, completedAt, ...rest } = vector.expected;
      const due = dueAt === undefined ? {} : { dueAt: instant(dueAt) };
      const done = completedAt === undefined ? {} : { completedAt: instant(completedAt) };
      expect(answerOf(vector.input)).toEqual({ ...rest, ...due, ...done });
    });
  }

  it("BK-60 counts neither a report nor a dispute that is closed", () => {
    const booking = {
      status: "CONFIRMED",
      endsAt: instant("2025-12-10T23:00:00Z"),
      noShow: { ...REPORT, resolution: "cancelled" },
      dispute: { ...DISPUTE, resolution: "withdrawn" },
    } as const;
    expect(completeByInstructor(booking, booking.endsAt)).toEqual({ completedAt: booking.endsAt, source: "instructor" });
  });
});

function answerOf(input: CompletionInput): object {
  const { bookingStatus: status, paymentStatus, openReport, openDispute } = input;
  const endsAt = instant(input.endsAt);
  const now = instant(input.now);
  const booking = { status, endsAt, ...(openReport ? { noShow: REPORT } : {}), ...(openDispute ? { dispute: DISPUTE } : {}) };
  if (input.by === "auto") {
    const completion = completeByItself(booking, paymentStatus, now);
    return { completes: completion !== undefined, dueAt: completionDueAt(endsAt), ...completion };
  }
  const completion = completeByInstructor(booking, now);
  if (completion instanceof DomainError) return { completes: false, status: completion.problem.status, code: completion.code };
  return { completes: true, ...completion };
}
