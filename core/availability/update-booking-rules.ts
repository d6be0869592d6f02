import type { Context, Member } from "../context.ts";
import { requireVersion } from "../precondition.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { absent, unchanged } from "../table/condition.ts";
import { bookingRulesKey } from "../table/keys.ts";
import { untilCommitted } from "../table/retry.ts";
import { put } from "../table/write.ts";
import type { BookingRules } from "./booking-rules.ts";
import { getBookingRules } from "./get-booking-rules.ts";

/** What an administrator edits of the rules. */
export type BookingRulesInput = Omit<BookingRules, "version" | "updatedAt" | "updatedBy">;

/** Replaces the platform's rules as a whole (SET-8). Every process follows within the minute for which its copy is good. */
export async function updateBookingRules(
  ctx: Context<Member>,
  input: BookingRulesInput,
  ifMatch: readonly string[],
): Promise<BookingRules> {
  return untilCommitted(() => attempt(ctx, input, ifMatch));
}

async function attempt(ctx: Context<Member>, input: BookingRulesInput, ifMatch: readonly string[]): Promise<BookingRules> {
  const before = await getBookingRules();
  requireVersion(ifMatch, before.version);
  const { userId } = ctx.principal;
  const after: BookingRules = { ...input, version: before.version + 1, updatedAt: ctx.now, updatedBy: userId };
  await commit([
    put(bookingRulesKey, after, before.version === 0 ? absent : unchanged({ version: before.version })),
    audit(ctx, { action: "booking_rules_update", entityType: "availability", entityId: "booking_rules", before, after }),
  ]);
  return after;
}
