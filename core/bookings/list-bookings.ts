import type { Context, Member } from "../context.ts";
import type { UserId } from "../ids.ts";
import { bookingListKey, bookingListOf } from "../table/keys.ts";
import { fromCursor, type ListIdentity, toCursor } from "../table/page.ts";
import { readRange } from "../table/read.ts";
import { addDays, type Instant, type LocalDate } from "../time.ts";
import type { BookingStatus } from "./booking.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { isInView, type BookingView as View } from "./booking-partition.ts";
import { type BookingPage, viewEntries } from "./view-entries.ts";

export interface ListBookingsInput {
  readonly view: View;
  readonly status?: BookingStatus | undefined;
  /** Local dates of the lessons, both included (BKL-6). */
  readonly fromDate?: LocalDate | undefined;
  readonly toDate?: LocalDate | undefined;
  /** The other person of the bookings. */
  readonly otherId?: UserId | undefined;
  /** Only lessons that are over and were not called off. */
  readonly isPast?: boolean | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How many ranges are looked through for entries that pass the filters, before the caller continues with a cursor. */
const MOST_RANGES = 5;
/** Large, because a page may be short but the next lessons of somebody who cancels a lot must be found at once. */
const FILTERED_RANGE = 100;

/**
 * The caller's bookings, upcoming ones by start, all others by start with the latest first (BKL-3). One range of the caller's own list and
 * one batch of names; entries that the filters leave out cost up to four more ranges. 400 `CURSOR_INVALID`, 410 `CURSOR_EXPIRED`.
 */
export async function listBookings(ctx: Context<Member>, operationId: string, input: ListBookingsInput): Promise<BookingPage> {
  const { principal, now } = ctx;
  const { limit, cursor, ...filters } = input;
  const list: ListIdentity = { operationId, viewer: principal.userId, filters };
  const after = cursor === undefined ? undefined : await fromCursor(cursor, list, now);
  const found = await readMatching(ctx, input, after?.sk);
  return {
    items: await viewEntries(found.entries, now),
    nextCursor: found.last === undefined ? null : await toCursor({ sk: found.last }, list, now),
  };
}

interface Found {
  readonly entries: readonly BookingListEntry[];
  /** Where the next page begins; absent at the end of the list. */
  readonly last: string | undefined;
}

async function readMatching(ctx: Context<Member>, input: ListBookingsInput, afterSk: string | undefined): Promise<Found> {
  const { pk } = bookingListOf(ctx.principal.userId);
  const range = rangeOf(ctx, input, afterSk);
  const entries: BookingListEntry[] = [];
  let last = afterSk;
  for (let count = 0; count < MOST_RANGES; count++) {
    const { items, next } = await readRange<BookingListEntry>({
      pk,
      ...range,
      limit: isFiltered(ctx, input) ? FILTERED_RANGE : input.limit + 1,
      descending: input.view !== "upcoming",
      ...(last === undefined ? {} : { after: { pk, sk: last } }),
    });
    for (const [index, entry] of items.entries()) {
      if (!passes(entry, ctx, input)) continue;
      entries.push(entry);
      if (entries.length === input.limit) {
        const isEnd = index === items.length - 1 && next === undefined;
        return { entries, last: isEnd ? undefined : sortKeyOf(entry) };
      }
    }
    if (next === undefined) return { entries, last: undefined };
    last = next.sk;
  }
  return { entries, last };
}

/**
 * The part of the list that can hold a match: zones differ from UTC by less than a day, and upcoming lessons start from now on. A walk goes
 * on from where it was, even if that lesson has started meanwhile: a position outside its range is refused by the table.
 */
function rangeOf(
  { principal, now }: Context<Member>,
  { view, fromDate, toDate }: ListBookingsInput,
  afterSk = "\uffff",
): { from: string; to: string } {
  const { prefix } = bookingListOf(principal.userId);
  const earliest = fromDate === undefined ? "" : addDays(fromDate, -1);
  const from = `${prefix}${view === "upcoming" && now > earliest ? now : earliest}`;
  return { from: afterSk < from ? afterSk : from, to: `${prefix}${toDate === undefined ? "" : addDays(toDate, 2)}\uffff` };
}

/** Whether `passes` may leave something out. */
function isFiltered({ principal }: Context<Member>, { view, status, fromDate, toDate, otherId, isPast }: ListBookingsInput): boolean {
  return (
    principal.role !== "student" || view !== "all" || [status, fromDate, toDate, otherId, isPast].some((filter) => filter !== undefined)
  );
}

function passes(entry: BookingListEntry, { principal, now }: Context<Member>, input: ListBookingsInput): boolean {
  const { view, status, fromDate, toDate, otherId, isPast = false } = input;
  // What nobody has paid for is no business of the instructor's but in the calendar (BKL-4).
  if (entry.side === "instructor" && (entry.status === "PENDING" || entry.status === "PAYMENT_FAILED")) return false;
  const other = entry.side === "student" ? entry.instructorId : entry.studentId;
  return (
    entry.userId === principal.userId &&
    isInView(entry, view, now) &&
    (status === undefined || entry.status === status) &&
    (fromDate === undefined || entry.date >= fromDate) &&
    (toDate === undefined || entry.date <= toDate) &&
    (otherId === undefined || other === otherId) &&
    (!isPast || wasTaught(entry, now))
  );
}

/** Taught, or at least not called off, as far as anybody has said. */
function wasTaught({ status, endsAt }: BookingListEntry, now: Instant): boolean {
  return endsAt <= now && (status === "CONFIRMED" || status === "COMPLETED" || status === "NO_SHOW");
}

function sortKeyOf({ userId, startsAt, bookingId }: BookingListEntry): string {
  return bookingListKey(userId, startsAt, bookingId).sk;
}
