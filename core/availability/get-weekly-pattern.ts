import type { Context, Member } from "../context.ts";
import { weeklyPatternKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { type WeeklyPatternView, weeklyPatternView } from "./weekly-pattern-view.ts";

/** The caller's weekly pattern, if there is one. */
export async function getWeeklyPattern({ principal }: Context<Member>): Promise<WeeklyPatternView | undefined> {
  const pattern = await read(weeklyPatternKey(principal.userId));
  return pattern && weeklyPatternView(pattern);
}
