import type { Cents } from "../money.ts";

/** What became of a card that was asked, in the provider's words for an intent. */
export interface CardAnswer {
  readonly status: "requires_capture" | "succeeded" | "requires_action" | "requires_payment_method" | "canceled";
  readonly paymentIntentId?: string;
  /** What the card holds or gave. */
  readonly cardCents?: Cents;
  /** Why it did not. */
  readonly declineCode?: string;
}

/** Only money that is held or taken counts: a student who would have to act is not waited for (BKR-9). */
export function isSecured({ status }: CardAnswer): boolean {
  return status === "requires_capture" || status === "succeeded";
}
