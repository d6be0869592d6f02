import type { BookingId, Id, MovementId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { Instant } from "../time.ts";

export type MovementKind =
  | "authorize"
  | "capture"
  | "charge"
  | "cancel_hold"
  | "refund"
  | "transfer"
  | "transfer_reversal"
  | "setup"
  | "payout";

/** One call to the payment provider, written before it is made and kept for ever (ST-3). */
export interface MoneyMovement {
  readonly movementId: MovementId;
  readonly bookingId?: BookingId;
  readonly tipId?: Id<"tip">;
  /** The rule it serves. */
  readonly purpose: string;
  readonly kind: MovementKind;
  readonly amountCents: Cents;
  /** Unique. The provider answers a repeated key with its first answer. */
  readonly idempotencyKey: string;
  readonly state: "pending" | "succeeded" | "failed" | "abandoned";
  readonly stripeId?: string;
  readonly tries: number;
  readonly nextTryAt?: Instant;
  readonly errorCode?: string;
  readonly createdAt: Instant;
  readonly finishedAt?: Instant;
}

/** A call that nobody has made yet. */
export function newMovement(call: Omit<MoneyMovement, "state" | "tries" | "createdAt">, now: Instant): MoneyMovement {
  return { ...call, state: "pending", tries: 0, createdAt: now };
}
