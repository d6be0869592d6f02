import { readClock } from "../clients/clock.ts";
import type { Context } from "../context.ts";
import { commit } from "../table/commit.ts";
import { unchanged } from "../table/condition.ts";
import { weeklyPatternKey } from "../table/keys.ts";
import { untilCommitted } from "../table/retry.ts";
import { check } from "../table/write.ts";
import { addDays, type Instant, type LocalDate, mondayOf, weekdayOf } from "../time.ts";
import { announceHours } from "./announce-hours.ts";
import { readDays } from "./calendar-repository.ts";
import { sundayOf } from "./editable-dates.ts";
import { hoursItems } from "./hours-items.ts";
import { hoursAfter, planHours } from "./hours-plan.ts";
import { closedHours } from "./open-hours.ts";
import { chunkEnd } from "./plan-range.ts";
import { weekVersions } from "./week-version.ts";
import { isUntouched, patternReach, type WeeklyPattern } from "./weekly-pattern.ts";

export interface Extension {
  readonly firstDate: LocalDate;
  readonly today: LocalDate;
  /** When to stop; what is left is the next day's. */
  readonly until: Instant;
}

/**
 * Writes the pattern to the dates that nobody has edited, from `firstDate` as far ahead as it reaches (PAT-1), a chunk of four weeks in one
 * transaction each. Stopping anywhere does no harm: whoever comes next writes what is missing. A pattern that was replaced meanwhile stops.
 */
export async function extendPattern(ctx: Context, pattern: WeeklyPattern, { firstDate, today, until }: Extension): Promise<void> {
  const reach = patternReach(pattern, today);
  let next = firstDate;
  while (next <= reach && readClock() < until) {
    const last = chunkEnd(next, reach);
    const isCurrent = await untilCommitted(
      () => extendChunk(ctx, pattern, next, last),
      (lost) => lost,
    );
    if (!isCurrent) return;
    next = addDays(last, 1);
  }
}

class PatternReplaced extends Error {
  override readonly name = "PatternReplaced";
}

async function extendChunk(
  ctx: Context,
  { instructorId, days, version }: WeeklyPattern,
  first: LocalDate,
  last: LocalDate,
): Promise<boolean> {
  const weeks = [...(await readDays(instructorId, mondayOf(first), sundayOf(mondayOf(last)), false)).values()];
  const untouched = weeks.filter((day) => day.date >= first && day.date <= last && isUntouched(day));
  const wanted = new Map(untouched.map(({ date }) => [date, days[weekdayOf(date)] ?? closedHours()]));
  const plan = planHours({ days: untouched, wanted, firstWritable: first, today: first });
  const dates = plan.updates.map((update) => update.date);
  if (dates.length === 0) return true;
  const mondays = new Set(dates.map(mondayOf));
  const touched = weeks.filter((day) => mondays.has(mondayOf(day.date)));
  try {
    await commit([
      ...hoursItems(instructorId, plan, ctx.now, "pattern"),
      ...announceHours(ctx, {
        instructorId,
        cause: "pattern_extended",
        dates,
        today: first,
        versions: weekVersions(hoursAfter(touched, plan)),
      }),
      check(weeklyPatternKey(instructorId), unchanged({ version }), { otherwise: () => new PatternReplaced() }),
    ]);
    return true;
  } catch (error) {
    if (error instanceof PatternReplaced) return false;
    throw error;
  }
}
