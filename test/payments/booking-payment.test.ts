import { describe, expect, it } from "vitest";
import type { BookingId, MovementId, UserId } from "../../core/ids.ts";
import { type BookingPayment, isPayable, moneyStatus, openPayment } from "../../core/payments/booking-payment.ts";
import { firstCancellationMovement } from "../../core/payments/cancellation-movement.ts";
import { quoteCancellation } from "../../core/payments/cancellation-outcome.ts";
import { refuseStanding } from "../../core/payments/credit-standing.ts";
import type { PriceSnapshot } from "../../core/payments/price-snapshot.ts";
import { plusMilliseconds, plusMinutes } from "../../core/time.ts";
import { NOW } from "./instructor.ts";

const BOOKING: BookingId = "bkg_01JE0000000000000000000001";
const MOVEMENT: MovementId = "mov_01JE0000000000000000000002";
const STUDENT: UserId = "usr_01JE0000000000000000000003";
const INSTRUCTOR: UserId = "usr_01JE0000000000000000000004";

describe("openPayment", () => {
  it("CK-1 begins with a card wanted, the price frozen and nothing held", () => {
    expect(openPayment(OPENING, NOW)).toMatchObject({
      ...OPENING,
      paymentStatus: "payment_method_required",
      attempt: 0,
      creditReservedCents: 0,
      cardHeldCents: 0,
      version: 1,
      createdAt: NOW,
    });
  });

  it("CK-3, BKT-3 is payable for 30 minutes, the last instant excluded", () => {
    const payment = openPayment(OPENING, NOW);
    const deadline = plusMinutes(NOW, 30);
    expect(payment.payBy).toBe(deadline);
    expect(isPayable(payment, plusMilliseconds(deadline, -1))).toBe(true);
    expect(isPayable(payment, deadline)).toBe(false);
  });

  it("is in a review what it was before", () => {
    expect(moneyStatus({ paymentStatus: "manual_review", statusBeforeReview: "authorized" })).toBe("authorized");
    expect(moneyStatus({ paymentStatus: "scheduled" })).toBe("scheduled");
  });
});

describe("first movement of a cancellation", () => {
  it("BKC-5 is pending, names its rule and carries the key that makes its call repeatable", () => {
    expect(movementOf(HELD, "lt12")).toEqual({
      movementId: MOVEMENT,
      bookingId: BOOKING,
      purpose: "cancel_lt12",
      kind: "capture",
      amountCents: 13_440,
      idempotencyKey: `capture_${BOOKING}_pi_1`,
      state: "pending",
      tries: 0,
      createdAt: NOW,
    });
    expect(movementOf(HELD, "12to24")).toMatchObject({ purpose: "cancel_12_24", kind: "capture" });
    expect(movementOf(HELD, "gte24")).toMatchObject({ kind: "cancel_hold", idempotencyKey: "cancel_pi_1" });
  });

  it("CX-6 authorises first where the scan has not run yet, under the key of the next attempt", () => {
    const scheduled: BookingPayment = { ...openPayment(OPENING, NOW), paymentStatus: "scheduled" };
    expect(movementOf(scheduled, "lt12")).toMatchObject({ kind: "authorize", idempotencyKey: `pi_booking_${BOOKING}_a1` });
  });

  it("LK-7, LK-8 pays or refunds from what was captured for a late move", () => {
    const locked: BookingPayment = { ...openPayment(OPENING, NOW), paymentStatus: "locked" };
    expect(movementOf(locked, "lt12")).toMatchObject({ kind: "transfer", amountCents: 5280, idempotencyKey: `lock_split_${BOOKING}` });
    expect(movementOf(locked, "lt12", "instructor")).toMatchObject({ kind: "refund", idempotencyKey: `refund_${BOOKING}_lock` });
    expect(movementOf(locked, "gte24")).toBeUndefined();
  });

  it("BKC-5, CX-10 there is none where no call is needed, and none while the payment is in review", () => {
    expect(movementOf({ ...openPayment(OPENING, NOW), paymentStatus: "scheduled" }, "gte24")).toBeUndefined();
    expect(movementOf({ ...HELD, paymentStatus: "manual_review", statusBeforeReview: "authorized" }, "lt12")).toBeUndefined();
  });
});

describe("credit standing", () => {
  const GOOD = { accountLocked: false, accountRestricted: false, negativeCents: 0 };

  it("CK-2 asks for a lock, then a restriction, then a negative balance", () => {
    expect(refuseStanding(undefined)).toBeUndefined();
    expect(refuseStanding(GOOD)).toBeUndefined();
    const everything = { accountLocked: true, accountRestricted: true, negativeCents: -1 };
    expect(refuseStanding(everything)?.code).toBe("PAYMENT_ACCOUNT_LOCKED");
    expect(refuseStanding({ ...everything, accountLocked: false })?.code).toBe("PAYMENT_ACCOUNT_RESTRICTED");
    expect(refuseStanding({ ...GOOD, negativeCents: -9000 })).toMatchObject({
      code: "NEGATIVE_CREDIT_BALANCE",
      members: { balanceCents: -9000 },
    });
  });
});

const SNAPSHOT: PriceSnapshot = {
  hourlyRateCents: 12_000,
  durationMinutes: 60,
  pricingFormat: "online",
  modality: "remote",
  basePriceCents: 12_000,
  studentFeePct: 0.12,
  studentFeeCents: 1440,
  tierPct: 0.12,
  tierName: "growth",
  commissionCents: 1440,
  payoutCents: 10_560,
  floorCents: 6000,
  configVersion: 1,
  createdAt: NOW,
};
const OPENING = { bookingId: BOOKING, studentId: STUDENT, instructorId: INSTRUCTOR, snapshot: SNAPSHOT };
const HELD: BookingPayment = {
  ...openPayment(OPENING, NOW),
  paymentStatus: "authorized",
  paymentIntentId: "pi_1",
  attempt: 1,
  cardHeldCents: 13_440,
};

function movementOf(payment: BookingPayment, window: "gte24" | "12to24" | "lt12", actor: "student" | "instructor" = "student") {
  return firstCancellationMovement(payment, quoteCancellation(payment, actor, window), MOVEMENT, NOW);
}
