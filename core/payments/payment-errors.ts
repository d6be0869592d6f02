import type { Problem } from "../errors.ts";

export const PRICING_FORMAT_NOT_FOUND = {
  code: "PRICING_FORMAT_NOT_FOUND",
  status: 422,
  title: "The service has no price for this format",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const PRICE_BELOW_FLOOR = {
  code: "PRICE_BELOW_FLOOR",
  status: 422,
  title: "The price is below the floor",
  remedy: "Raise the price to the named floor.",
} as const satisfies Problem;
export const PAYMENT_ACCOUNT_LOCKED = {
  code: "PAYMENT_ACCOUNT_LOCKED",
  status: 403,
  title: "An unpaid lesson locks the account",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const PAYMENT_ACCOUNT_RESTRICTED = {
  code: "PAYMENT_ACCOUNT_RESTRICTED",
  status: 403,
  title: "The account is restricted",
  remedy: "See the named reason; choose another payment method or amount, or wait for the payment to settle.",
} as const satisfies Problem;
export const NEGATIVE_CREDIT_BALANCE = {
  code: "NEGATIVE_CREDIT_BALANCE",
  status: 403,
  title: "The credit balance is negative",
  remedy: "See the named reason; choose another payment method or amount, or wait for the payment to settle.",
} as const satisfies Problem;
export const PAYMENT_STATE_CONFLICT = {
  code: "PAYMENT_STATE_CONFLICT",
  status: 409,
  title: "The payment's state does not allow it",
  remedy: "Reload the booking; its payment moved on.",
} as const satisfies Problem;
export const PAYMENT_METHOD_REQUIRED = {
  code: "PAYMENT_METHOD_REQUIRED",
  status: 422,
  title: "A card is needed",
  remedy: "See the named reason; choose another payment method or amount, or wait for the payment to settle.",
} as const satisfies Problem;
export const CARD_DECLINED = {
  code: "CARD_DECLINED",
  status: 422,
  title: "The card was declined",
  remedy: "See the named reason; choose another payment method or amount, or wait for the payment to settle.",
} as const satisfies Problem;

// Moving a lesson (LK-1, LK-2).

export const RESCHEDULE_LOCKED = {
  code: "RESCHEDULE_LOCKED",
  status: 422,
  title: "A lesson that was moved late cannot move again",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const RESCHEDULE_WINDOW_CLOSED = {
  code: "RESCHEDULE_WINDOW_CLOSED",
  status: 422,
  title: "It is too late to move the lesson",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const RESCHEDULE_LIMIT_REACHED = {
  code: "RESCHEDULE_LIMIT_REACHED",
  status: 422,
  title: "The lesson was moved late before",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const RESCHEDULE_PRICE_CHANGED = {
  code: "RESCHEDULE_PRICE_CHANGED",
  status: 422,
  title: "A late move must not change the price",
  remedy: "Load the present version, put your change on it, and save with the new ETag.",
} as const satisfies Problem;
