import type { Context } from "../context.ts";
import { commit } from "../table/commit.ts";
import { unchanged } from "../table/condition.ts";
import { calendarSettingsKey, dueIndex, weeklyPatternKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { update } from "../table/write.ts";
import { localDateAt, plusMilliseconds } from "../time.ts";
import { extendPattern } from "./extend-pattern.ts";
import { nextExtensionAt, type WeeklyPattern } from "./weekly-pattern.ts";

const BUDGET_MS = 60_000;

/** Writes an active pattern to the dates that have come into its reach (PAT-1). Answers whether there was anything to do. */
export async function extendDuePattern(ctx: Context, { instructorId }: Pick<WeeklyPattern, "instructorId">): Promise<boolean> {
  const key = weeklyPatternKey(instructorId);
  const [pattern, settings] = await readAll([key, calendarSettingsKey(instructorId)]);
  if (!pattern?.active || !settings || pattern.dueAt > ctx.now) return false;
  const today = localDateAt(ctx.now, settings.timezone);
  await extendPattern(ctx, pattern, { firstDate: today, today, until: plusMilliseconds(ctx.now, BUDGET_MS) });
  const dueAt = nextExtensionAt(ctx.now);
  const index = { gsi1: dueIndex("weekly-pattern", dueAt, pattern.patternId) };
  await commit([update(key, { set: { dueAt } }, unchanged({ version: pattern.version }), { index })]);
  return true;
}
