import { createHash } from "node:crypto";
import type { LocalDate } from "../time.ts";
import type { OpenHours } from "./open-hours.ts";

/** What an editor must have seen to save a week (AVW-3). Lessons, days off and revisions do not change it. */
export function weekVersion(weekStart: LocalDate, week: readonly OpenHours[]): string {
  const hash = createHash("sha256").update(weekStart, "ascii");
  for (const { open, onlineOnly, noTravel } of week) hash.update(open).update(onlineOnly).update(noTravel);
  return hash.digest("hex").slice(0, 32);
}
