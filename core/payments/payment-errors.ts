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
