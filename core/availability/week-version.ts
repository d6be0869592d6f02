import { createHash } from "node:crypto";
import { type LocalDate, mondayOf } from "../time.ts";
import type { DatedHours, OpenHours } from "./open-hours.ts";

/** What an editor must have seen to save a week (AVW-3). Lessons, days off and revisions do not change it. */
export function weekVersion(weekStart: LocalDate, week: readonly OpenHours[]): string {
  const hash = createHash("sha256").update(weekStart, "ascii");
  for (const { open, onlineOnly, noTravel } of week) hash.update(open).update(onlineOnly).update(noTravel);
  return hash.digest("hex").slice(0, 32);
}

/** The version of each week that the days make up, by its Monday; whole weeks in order. */
export function weekVersions(days: readonly DatedHours[]): Record<LocalDate, string> {
  const weeks = Map.groupBy(days, (day) => mondayOf(day.date));
  return Object.fromEntries([...weeks].map(([monday, week]) => [monday, weekVersion(monday, week)]));
}
