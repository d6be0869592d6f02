import { describe, expect, it } from "vitest";
import { cancellationWindowAt } from "../../core/bookings/cancellation-window.ts";
import { refuseMove } from "../../core/bookings/decide-move.ts";
import { DomainError } from "../../core/errors.ts";
import type { PaymentStatus } from "../../core/payments/booking-payment.ts";
import { planMove } from "../../core/payments/move-plan.ts";
import { plusMilliseconds } from "../../core/time.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/payments-reschedule.json" with { type: "json" };
import { NOW } from "./instructor.ts";

interface MoveInput {
  readonly actor: "student" | "instructor";
  readonly secondsUntilStart: number;
  readonly paymentStatus: PaymentStatus;
  readonly lateRescheduleUsed: boolean;
  readonly priceUnchanged: boolean;
  readonly hasDefaultMethod: boolean;
}

describe("the money of a move", () => {
  for (const vector of casesOf<MoveInput, object>(vectors)) {
    it(`LK-1..LK-4 ${titleOf(vector)}`, () => {
      expect(answerOf(vector.input)).toEqual(vector.expected);
    });
  }
});

function answerOf(input: MoveInput): object {
  const startsAt = plusMilliseconds(NOW, input.secondsUntilStart * 1000);
  const terms = { isPriceUnchanged: input.priceUnchanged, hasDefaultMethod: input.hasDefaultMethod };
  const answer =
    refuseMove({ status: "CONFIRMED", startsAt }, input, input.actor, NOW) ?? planMove(input, cancellationWindowAt(startsAt, NOW), terms);
  if (answer instanceof DomainError) return { allowed: false, status: answer.problem.status, code: answer.code };
  return { allowed: true, ...answer };
}
