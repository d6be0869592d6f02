import type { Context } from "../context.ts";
import type { User } from "../identity/user.ts";
import type { EventId } from "../ids.ts";
import { deliverEmail } from "./deliver-email.ts";
import { type Notice, SENDERS, toEmail } from "./notice.ts";

export interface NamedNotice {
  readonly template: string;
  readonly notice: Notice;
}

/** Mails the notice of an event to its recipient, once (NTF-10); nothing to deactivated and erased people (NTF-4). */
export async function sendNotice(ctx: Context, eventId: EventId, recipient: User, { template, notice }: NamedNotice): Promise<void> {
  if (!isReachable(recipient)) return;
  const { userId, email } = recipient;
  await deliverEmail(ctx, {
    dedupeKey: `${eventId}:${userId}:${template}:email`,
    userId,
    template,
    email: toEmail(notice, SENDERS.bookings, email),
  });
}

function isReachable({ accountStatus, email }: User): boolean {
  return accountStatus !== "deactivated" && !email.endsWith(".invalid");
}
