import { type Email, sendEmail } from "../clients/email.ts";
import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import { commit, StaleWrite } from "../table/commit.ts";
import { absent, all, any, compare } from "../table/condition.ts";
import { type Delivery, deliveryKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { put, update } from "../table/write.ts";
import { DAY_MS, plusMilliseconds } from "../time.ts";

const LEASE_MS = 60_000;
const KEPT_MS = 90 * DAY_MS;

export interface EmailDelivery {
  /** Event, recipient, template and channel (NTF-10). */
  readonly dedupeKey: string;
  readonly userId: UserId;
  readonly template: string;
  readonly email: Email;
}

/**
 * Sends a mail once per dedupe key, however often its event arrives: the delivery is claimed before the provider is called and marked sent
 * afterwards. A run that died in between leaves a claim whose lease ends; only that moment can send twice, as the provider takes no key.
 * Throws when another run holds the claim, so that the queue delivers again.
 */
export async function deliverEmail(ctx: Context, { dedupeKey, userId, template, email }: EmailDelivery): Promise<void> {
  const key = deliveryKey(dedupeKey);
  const claim: Delivery = {
    status: "sending",
    leaseUntil: plusMilliseconds(ctx.now, LEASE_MS),
    template,
    userId,
    channel: "email",
    at: ctx.now,
  };
  const leaseIsOver = all(compare("status", "=", "sending"), compare("leaseUntil", "<=", ctx.now));
  try {
    await commit([put(key, claim, any(absent, leaseIsOver), { ttl: plusMilliseconds(ctx.now, KEPT_MS) })]);
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error;
    const delivery = await read(key);
    if (delivery?.status === "sent") return;
    throw new Error(`another run is sending ${template}`, { cause: error });
  }
  try {
    const providerId = await sendEmail(email, dedupeKey);
    await commit([update(key, { set: { status: "sent", providerId } }, compare("status", "=", "sending"))]);
  } catch (error) {
    // The provider refused: the next delivery of the event may try at once.
    await commit([update(key, { set: { leaseUntil: ctx.now } }, compare("status", "=", "sending"))]);
    throw error;
  }
}
