import { createHash } from "node:crypto";
import { lessonsBetween } from "../bookings/lessons-between.ts";
import type { UserId } from "../ids.ts";
import { addDays, type Instant, type LocalDate, localDateAt } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { type BrokenInvariant, brokenInvariants } from "./broken-invariants.ts";
import { readDays } from "./calendar-repository.ts";
import { type AvailabilitySettings, LONGEST_HORIZON_DAYS } from "./calendar-settings.ts";

export interface BrokenDay {
  readonly date: LocalDate;
  readonly broken: readonly BrokenInvariant[];
}

const PAST_DAYS = 30;
const SAMPLED_OF = 100;

/** What is wrong with the stored days of a calendar, from a month ago to the furthest that can be booked (AV-62). Repairs nothing. */
export async function checkCalendar({ instructorId, timezone }: AvailabilitySettings, now: Instant): Promise<readonly BrokenDay[]> {
  const today = localDateAt(now, timezone);
  const first = addDays(today, -PAST_DAYS);
  const last = addDays(today, LONGEST_HORIZON_DAYS + 1);
  const seen = await brokenDays(instructorId, first, last);
  if (seen.length === 0) return [];
  // Days and bookings are two reads, between which a lesson may be booked. What is really broken is found again, and has not changed.
  const again = await brokenDays(instructorId, first, last);
  return again
    .filter(({ day }) => seen.some((before) => before.day.date === day.date && before.day.revision === day.revision))
    .map(({ day, broken }) => ({ date: day.date, broken }));
}

/** One calendar in a hundred each night, another hundredth every night. */
export function isSampled(instructorId: UserId, utcDate: LocalDate): boolean {
  return createHash("sha256").update(`${utcDate}#${instructorId}`).digest().readUInt32BE(0) % SAMPLED_OF === 0;
}

interface Broken {
  readonly day: AvailabilityDay;
  readonly broken: readonly BrokenInvariant[];
}

async function brokenDays(instructorId: UserId, first: LocalDate, last: LocalDate): Promise<Broken[]> {
  const [days, lessons] = await Promise.all([readDays(instructorId, first, last, false), lessonsBetween(instructorId, first, last)]);
  const byDate = Map.groupBy(lessons, ({ date }) => date);
  return [...days.values()]
    .map((day) => ({ day, broken: brokenInvariants(day, byDate.get(day.date) ?? []) }))
    .filter(({ broken }) => broken.length > 0);
}
