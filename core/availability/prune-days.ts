import { commit, StaleWrite } from "../table/commit.ts";
import { absent, any, present, unchanged } from "../table/condition.ts";
import { availabilityDayKey, blackoutKey } from "../table/keys.ts";
import { remove, type Write } from "../table/write.ts";
import { addDays, type Instant, type LocalDate, localDateAt } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { readStoredDays } from "./calendar-repository.ts";
import type { AvailabilitySettings } from "./calendar-settings.ts";

const KEPT_DAYS = 180;
/** Before anybody could open hours. */
const FIRST_DATE: LocalDate = "1900-01-01";

export interface Pruning {
  readonly found: number;
  readonly deleted: number;
}

/** Deletes an instructor's days that are older than 180 days and never had a lesson; a dry run only counts them (AV-70). */
export async function pruneDays({ instructorId, timezone }: AvailabilitySettings, now: Instant, isDryRun: boolean): Promise<Pruning> {
  const firstKept = firstKeptDate(localDateAt(now, timezone));
  const old = (await readStoredDays(instructorId, FIRST_DATE, addDays(firstKept, -1))).filter((day) => !day.everBooked);
  if (isDryRun) return { found: old.length, deleted: 0 };
  let deleted = 0;
  for (const day of old) deleted += (await pruned(day)) ? 1 : 0;
  return { found: old.length, deleted };
}

/** The earliest date that is kept whatever is on it; far enough back that neither the latest month nor the future is ever near it. */
export function firstKeptDate(today: LocalDate): LocalDate {
  return addDays(today, -KEPT_DAYS);
}

/** Whatever happened to the day meanwhile keeps it until the next night. */
async function pruned({ instructorId, date, revision, blackoutId }: AvailabilityDay): Promise<boolean> {
  const dayOff: Write[] = blackoutId === undefined ? [] : [remove(blackoutKey(instructorId, blackoutId), any(absent, present))];
  try {
    await commit([remove(availabilityDayKey(instructorId, date), unchanged({ revision })), ...dayOff]);
    return true;
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error;
    return false;
  }
}
