import { readClock } from "../clients/clock.ts";
import type { Context, Member } from "../context.ts";
import { DomainError, PRECONDITION_REQUIRED } from "../errors.ts";
import { newId } from "../ids.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { requireVersion } from "../precondition.ts";
import { commit, StaleWrite } from "../table/commit.ts";
import { absent, unchanged } from "../table/condition.ts";
import { dueIndex, weeklyPatternKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put } from "../table/write.ts";
import { addDays, type LocalDate, localDateAt, mondayOf, plusMilliseconds } from "../time.ts";
import { emptyDay } from "./availability-day.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { extendPattern } from "./extend-pattern.ts";
import type { OpenHours } from "./open-hours.ts";
import { readOwnCalendar } from "./own-calendar.ts";
import type { WindowInput } from "./parse-window.ts";
import { weekHours } from "./week-hours.ts";
import { nextExtensionAt, type WeeklyPattern } from "./weekly-pattern.ts";
import { type WeeklyPatternView, weeklyPatternView } from "./weekly-pattern-view.ts";

export interface SavePatternInput {
  /** Seven, Monday first. */
  readonly days: readonly { readonly windows: readonly WindowInput[] }[];
  readonly active: boolean;
  readonly weeksAhead: number;
  readonly untilDate?: LocalDate | undefined;
}

const BUDGET_MS = 20_000;

/**
 * Replaces the caller's weekly pattern and, while it is active, writes it from tomorrow on to the dates that nobody has edited (PAT-2). What
 * twenty seconds or a lost race leave undone is the daily job's.
 */
export async function saveWeeklyPattern(
  ctx: Context<Member>,
  input: SavePatternInput,
  ifMatch: readonly string[],
): Promise<WeeklyPatternView> {
  const { pattern, today } = await untilCommitted(() => attempt(ctx, input, ifMatch), calendarBusy);
  if (pattern.active) {
    try {
      const until = plusMilliseconds(readClock(), BUDGET_MS);
      await extendPattern(ctx, pattern, { firstDate: addDays(today, 1), today, until });
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
      ctx.log.warn("weekly pattern left to the daily job", { error });
    }
  }
  return weeklyPatternView(pattern);
}

async function attempt(
  ctx: Context<Member>,
  input: SavePatternInput,
  ifMatch: readonly string[],
): Promise<{ pattern: WeeklyPattern; today: LocalDate }> {
  const { principal, now } = ctx;
  const instructorId = principal.userId;
  const key = weeklyPatternKey(instructorId);
  const [{ settings, profile }, stored] = await Promise.all([readOwnCalendar(instructorId), read(key)]);
  if (stored && ifMatch.length === 0) {
    throw new DomainError(PRECONDITION_REQUIRED, "There is a pattern already: load it and send its ETag as If-Match.");
  }
  const today = localDateAt(now, settings.timezone);
  const days = hoursOf(input, today);
  requireVersion(ifMatch, stored?.version ?? 0);
  const pattern: WeeklyPattern = {
    patternId: stored?.patternId ?? newId("pat", now),
    instructorId,
    days,
    active: input.active,
    weeksAhead: input.weeksAhead,
    ...(input.untilDate === undefined ? {} : { untilDate: input.untilDate }),
    version: (stored?.version ?? 0) + 1,
    dueAt: nextExtensionAt(now),
    updatedAt: now,
  };
  const gsi1 = pattern.active ? dueIndex("weekly-pattern", pattern.dueAt, pattern.patternId) : null;
  await commit([
    put(key, pattern, stored ? unchanged({ version: stored.version }) : absent, { index: { gsi1 } }),
    ...noteActivity(profile, now),
  ]);
  return { pattern, today };
}

/** The seven days by the rules of a week; what is wrong is named by the dates of the present one. */
function hoursOf({ days }: SavePatternInput, today: LocalDate): OpenHours[] {
  const weekStart = mondayOf(today);
  const sent = days.map(({ windows }, weekday) => ({ date: addDays(weekStart, weekday), windows }));
  const nobody = "usr_00000000000000000000000000";
  const hours = weekHours(
    { weekStart, days: sent, clearExisting: true },
    sent.map(({ date }) => emptyDay(nobody, date)),
  );
  return [...hours.values()];
}
