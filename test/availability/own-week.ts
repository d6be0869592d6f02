import { DEFAULT_BOOKING_RULES } from "../../core/availability/booking-rules.ts";
import { calendarItems, readDays } from "../../core/availability/calendar-repository.ts";
import { type Claim, claim } from "../../core/availability/claim.ts";
import type { Lesson } from "../../core/availability/lesson.ts";
import { readClock } from "../../core/clients/clock.ts";
import { assert, required } from "../../core/errors.ts";
import type { UserId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { calendarSettingsKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { addDays, type Instant, type LocalDate } from "../../core/time.ts";
import * as getWeek from "../../functions/availability/get-week-availability.ts";
import * as saveWeek from "../../functions/availability/save-week-availability.ts";
import { type BodyOf, invoke, type Reply } from "../support/invoke.ts";
import { freshToken, type SignedIn } from "../support/people.ts";

/** A Tuesday, ten in the morning in New York. */
export const NOW: Instant = "2026-03-10T14:00:00.000Z";
export const MONDAY: LocalDate = "2026-03-09";
export const WEDNESDAY: LocalDate = "2026-03-11";
export const THURSDAY: LocalDate = "2026-03-12";
/** Of a week that nobody has edited. */
export const EMPTY_VERSION = "61c70424984d25c1032c980ad9e6e15f";

export type Week = BodyOf<typeof getWeek>;
export type SavedWeek = BodyOf<typeof saveWeek>;

export async function readWeek(person: SignedIn, startDate: string = MONDAY): Promise<Reply<Week>> {
  return invoke(getWeek, { token: await freshToken(person), query: { startDate } });
}

export interface Save {
  readonly weekStart?: string;
  readonly days?: readonly unknown[];
  readonly clearExisting?: boolean;
  /** The version for `If-Match`; without one the save overrides. */
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function save(person: SignedIn, { version, headers = {}, ...body }: Save): Promise<Reply<SavedWeek>> {
  return invoke(saveWeek, {
    token: await freshToken(person),
    ...(version === undefined ? { query: { override: "true" } } : {}),
    headers: { ...(version === undefined ? {} : { "if-match": `"${version}"` }), ...headers },
    body: { weekStart: MONDAY, days: [], ...body },
  });
}

/** A date with its windows, written `09:00-12:00` or `09:00-12:00 online_only`. */
export function open(date: string, ...windows: readonly string[]) {
  return { date, windows: windows.map(windowOf) };
}

/** The windows of a date of the week in the same writing. */
export function windowsOn(week: Week, date: string): string[] {
  const day = required(
    week.days.find((each) => each.date === date),
    `the week has ${date}`,
  );
  return day.windows.map(({ startTime, endTime, formats }) => `${startTime}-${endTime}${formats === "any" ? "" : ` ${formats}`}`);
}

/** What taking a lesson's time writes, as of now; `book` carries it out. */
export async function claimOf(instructorId: UserId, lesson: Lesson): Promise<Claim> {
  const settings = required(await read(calendarSettingsKey(instructorId)), "an instructor has settings");
  const days = await readDays(instructorId, addDays(lesson.date, -1), addDays(lesson.date, 1), false);
  const claimed = claim({ lesson, days, settings, rules: DEFAULT_BOOKING_RULES, minAdvanceBookingHours: 1, now: readClock() });
  assert(claimed.ok, "the lesson can be booked");
  return claimed;
}

export async function book(instructorId: UserId, lesson: Lesson): Promise<void> {
  await commit(calendarItems(instructorId, await claimOf(instructorId, lesson), readClock()));
}

function windowOf(text: string) {
  const [, startTime, endTime, formats] = /^([^-]+)-(\S+)(?: (\w+))?$/.exec(text) ?? [];
  return { startTime, endTime, ...(formats === undefined ? {} : { formats }) };
}
