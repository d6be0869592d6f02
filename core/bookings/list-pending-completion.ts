import type { Context, Member } from "../context.ts";
import { awaitingCompletionOf } from "../table/keys.ts";
import { fromCursor, type ListIdentity, toCursor } from "../table/page.ts";
import { readRange } from "../table/read.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { type BookingPage, viewEntries } from "./view-entries.ts";

export interface PageWish {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * The caller's confirmed lessons that are over, the first to complete itself first (BKL-3). They are found in a sparse index that holds
 * confirmed lessons only. 400 `CURSOR_INVALID`, 410 `CURSOR_EXPIRED`.
 */
export async function listPendingCompletion(
  { principal, now }: Context<Member>,
  operationId: string,
  { limit, cursor }: PageWish,
): Promise<BookingPage> {
  const list: ListIdentity = { operationId, viewer: principal.userId, filters: {} };
  const after = cursor === undefined ? undefined : await fromCursor(cursor, list, now);
  const { items, next } = await readRange<BookingListEntry>({
    ...awaitingCompletionOf(principal.userId, now),
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return { items: await viewEntries(items, now), nextCursor: next === undefined ? null : await toCursor(next, list, now) };
}
