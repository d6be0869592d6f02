import type { Context, Member } from "../context.ts";
import { fromCursor, type ListIdentity, toCursor } from "../table/page.ts";
import { addDays, isLocalDate, type LocalDate, localDateAt } from "../time.ts";
import { readDays } from "./calendar-repository.ts";
import { requireDateRange } from "./editable-dates.ts";
import { readOwnSettings } from "./own-calendar.ts";
import { type WindowItem, windowItemsOf } from "./window-item.ts";

export interface ListWindowsInput {
  /** Default: today. */
  readonly startDate?: LocalDate | undefined;
  /** Default: 89 days after the first date. */
  readonly endDate?: LocalDate | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface WindowPage {
  readonly items: readonly WindowItem[];
  readonly nextCursor: string | null;
}

const MOST_DAYS = 366;
const USUAL_DAYS = 90;

/** The caller's own windows by date and start, past dates too. 400 `CURSOR_INVALID`, 410 `CURSOR_EXPIRED`. */
export async function listAvailabilityWindows(ctx: Context<Member>, operationId: string, input: ListWindowsInput): Promise<WindowPage> {
  const { principal, now } = ctx;
  const { limit, cursor, ...filters } = input;
  const list: ListIdentity = { operationId, viewer: principal.userId, filters };
  const after = cursor === undefined ? undefined : await fromCursor(cursor, list, now);
  const from = after?.date !== undefined && isLocalDate(after.date) ? after.date : undefined;

  // Until the zone is known, today is one of the three dates that clocks around the world show.
  const utcDate = localDateAt(now, "UTC");
  const earliest = from ?? input.startDate ?? addDays(utcDate, -1);
  const latest = input.endDate ?? addDays(input.startDate ?? addDays(utcDate, 1), USUAL_DAYS - 1);
  const [settings, days] = await Promise.all([
    readOwnSettings(principal.userId),
    readDays(principal.userId, earliest, within(earliest, latest), false),
  ]);
  const startDate = input.startDate ?? localDateAt(now, settings.timezone);
  const endDate = input.endDate ?? addDays(startDate, USUAL_DAYS - 1);
  requireDateRange(startDate, endDate, MOST_DAYS);

  const items = [...days.values()]
    .filter(({ date }) => date >= startDate && date <= endDate)
    .flatMap((day) => windowItemsOf(day.date, day))
    .filter(({ windowId }) => after?.windowId === undefined || windowId > after.windowId);
  const page = items.slice(0, limit);
  const last = page.at(-1);
  if (last === undefined || page.length === items.length) return { items: page, nextCursor: null };
  return { items: page, nextCursor: await toCursor({ date: last.date, windowId: last.windowId }, list, now) };
}

/** The last date to read: what is asked too far is refused below, and read no further than that takes. */
function within(earliest: LocalDate, latest: LocalDate): LocalDate {
  const furthest = addDays(earliest, MOST_DAYS + 1);
  if (latest < earliest) return earliest;
  return latest < furthest ? latest : furthest;
}
