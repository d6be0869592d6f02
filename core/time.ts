import { tzOffset } from "@date-fns/tz/tzOffset";

/** An instant in UTC with milliseconds, `2026-03-08T07:30:00.000Z`. This one form orders as text, so `<` compares instants. */
export type Instant = `${string}T${string}Z`;
/** A calendar date, `2026-03-08`. Orders as text. */
export type LocalDate = `${string}-${string}-${string}`;
/** A wall-clock time, `09:30`; an end may be `24:00`. Orders as text. */
export type LocalTime = `${string}:${string}`;
/** An IANA time zone name. */
export type Zone = string;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

export function toMilliseconds(instant: Instant): number {
  return Date.parse(instant);
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** An instant as RFC 3339 writes it, with any offset and up to nine digits of a second, which are cut to milliseconds (API-22). */
export function parseInstant(text: string): Instant | undefined {
  const date = INSTANT.exec(text)?.[1];
  return date !== undefined && isLocalDate(date) ? instantOf(Date.parse(text)) : undefined;
}

export function plusMilliseconds(instant: Instant, milliseconds: number): Instant {
  return instantOf(toMilliseconds(instant) + milliseconds);
}

export function plusMinutes(instant: Instant, minutes: number): Instant {
  return plusMilliseconds(instant, minutes * MINUTE_MS);
}

export function plusHours(instant: Instant, hours: number): Instant {
  return plusMilliseconds(instant, hours * HOUR_MS);
}

/** Milliseconds from `from` to `to`, negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return toMilliseconds(to) - toMilliseconds(from);
}

/** Epoch seconds, as the table's `ttl` attribute wants them. */
export function epochSeconds(instant: Instant): number {
  return Math.floor(toMilliseconds(instant) / 1000);
}

/** The instant as HTTP headers write it, to the second. */
export function httpDate(instant: Instant): string {
  return new Date(toMilliseconds(instant)).toUTCString();
}

const DATE = /^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Whether the text is a date of the calendar between 1900 and 2199 (API-22). */
export function isLocalDate(text: string): text is LocalDate {
  return DATE.test(text) && dateOf(Date.parse(`${text}T00:00:00Z`)) === text;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(dateMilliseconds(date) + days * DAY_MS);
}

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (dateMilliseconds(to) - dateMilliseconds(from)) / DAY_MS;
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(date: LocalDate): number {
  return (new Date(dateMilliseconds(date)).getUTCDay() + 6) % 7;
}

export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, -weekdayOf(date));
}

/** Every date from `first` to `last`, both included. */
export function datesBetween(first: LocalDate, last: LocalDate): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, index) => addDays(first, index));
}

export function formatMinutes(minutesAfterMidnight: number): LocalTime {
  const hours = Math.floor(minutesAfterMidnight / 60);
  return `${String(hours).padStart(2, "0")}:${String(minutesAfterMidnight % 60).padStart(2, "0")}`;
}

/** Minutes after midnight of a time already known to be well-formed. */
export function minutesOf(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The wall-clock time some minutes later on the same date; the end of the day is `24:00`. */
export function addMinutesToTime(time: LocalTime, minutes: number): LocalTime {
  return formatMinutes(minutesOf(time) + minutes);
}

/** The calendar date that a clock in `zone` shows at the instant. */
export function localDateAt(instant: Instant, zone: Zone): LocalDate {
  return dateOf(wallClock(instant, zone));
}

/** The wall-clock minute that a clock in `zone` shows at the instant, seconds cut. */
export function localTimeAt(instant: Instant, zone: Zone): LocalTime {
  return new Date(wallClock(instant, zone)).toISOString().slice(11, 16) as LocalTime;
}

/** How a local time names an instant: exactly once, never (spring forward) or twice (fall back). */
export type LocalTimeKind = "normal" | "gap" | "fold";

export interface ResolvedTime {
  readonly instant: Instant;
  readonly kind: LocalTimeKind;
}

/** The instant of a local time (AV-15): a time in a gap moves forward by the gap's length, a time that occurs twice is the earlier one. */
export function resolveLocalTime(zone: Zone, date: LocalDate, time: LocalTime): ResolvedTime {
  const wall = dateMilliseconds(date) + minutesOf(time) * MINUTE_MS;
  // No zone changes its offset twice within two days, so the offsets a day before and after are the only candidates.
  const before = offsetAt(zone, wall - DAY_MS);
  const after = offsetAt(zone, wall + DAY_MS);
  const earlier = wall - Math.max(before, after);
  const later = wall - Math.min(before, after);
  const earlierFits = earlier + offsetAt(zone, earlier) === wall;
  const laterFits = later + offsetAt(zone, later) === wall;
  if (earlierFits && laterFits && earlier !== later) return { instant: instantOf(earlier), kind: "fold" };
  if (earlierFits) return { instant: instantOf(earlier), kind: "normal" };
  if (laterFits) return { instant: instantOf(later), kind: "normal" };
  return { instant: instantOf(wall - before), kind: "gap" };
}

/** A change of a zone's offset, as the stretch of wall clock that is skipped or repeated by it. Minutes count from 00:00 of the date. */
export interface ClockChange {
  readonly kind: "gap" | "fold";
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/** The parts of the date's wall clock that do not exist or occur twice. Almost always none. */
export function clockChangesOn(zone: Zone, date: LocalDate): readonly ClockChange[] {
  const midnight = dateMilliseconds(date);
  const changes: ClockChange[] = [];
  for (const transition of transitionsAround(zone, midnight)) {
    const wallBefore = transition.at + transition.offsetBefore;
    const wallAfter = transition.at + transition.offsetAfter;
    const from = Math.max(Math.min(wallBefore, wallAfter), midnight);
    const to = Math.min(Math.max(wallBefore, wallAfter), midnight + DAY_MS);
    if (from < to) {
      const kind = transition.offsetAfter > transition.offsetBefore ? "gap" : "fold";
      changes.push({ kind, fromMinutes: (from - midnight) / MINUTE_MS, toMinutes: (to - midnight) / MINUTE_MS });
    }
  }
  return changes;
}

/** Whether the text is a name of the IANA database; offsets such as `+05:00` are not, nor names in capitals that only Intl lets pass. */
export function isZone(text: string): boolean {
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(text) || text.length > 64) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions();
    return timeZone === text || timeZone.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}

interface Transition {
  readonly at: number;
  readonly offsetBefore: number;
  readonly offsetAfter: number;
}

interface ZoneYear {
  readonly offsetAtStart: number;
  readonly transitions: readonly Transition[];
}

// Asking Intl costs microseconds, and a day's calendar asks dozens of times: a year's changes are kept per process.
const zoneYears = new Map<string, ZoneYear>();

function zoneYear(zone: Zone, year: number): ZoneYear {
  const name = `${zone} ${year}`;
  const known = zoneYears.get(name);
  if (known) return known;
  const start = Date.UTC(year, 0, 1);
  const computed = { offsetAtStart: askOffset(zone, start), transitions: findTransitions(zone, start, Date.UTC(year + 1, 0, 1)) };
  if (zoneYears.size > 2_000) zoneYears.clear();
  zoneYears.set(name, computed);
  return computed;
}

/** No zone changes its offset twice within a week, so each week is asked at its ends and a week with a change is halved down to its minute. */
function findTransitions(zone: Zone, from: number, to: number): Transition[] {
  const found: Transition[] = [];
  for (let start = from; start < to; start += 7 * DAY_MS) {
    let before = start;
    let after = Math.min(start + 7 * DAY_MS, to);
    const offsetBefore = askOffset(zone, before);
    const offsetAfter = askOffset(zone, after);
    if (offsetBefore === offsetAfter) continue;
    while (after - before > MINUTE_MS) {
      const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
      if (askOffset(zone, middle) === offsetBefore) before = middle;
      else after = middle;
    }
    found.push({ at: after, offsetBefore, offsetAfter });
  }
  return found;
}

function askOffset(zone: Zone, epochMs: number): number {
  return tzOffset(zone, new Date(epochMs)) * MINUTE_MS;
}

function offsetAt(zone: Zone, epochMs: number): number {
  const { offsetAtStart, transitions } = zoneYear(zone, new Date(epochMs).getUTCFullYear());
  let offset = offsetAtStart;
  for (const transition of transitions) {
    if (transition.at > epochMs) break;
    offset = transition.offsetAfter;
  }
  return offset;
}

function transitionsAround(zone: Zone, midnight: number): Transition[] {
  const years = new Set([new Date(midnight - 2 * DAY_MS).getUTCFullYear(), new Date(midnight + 2 * DAY_MS).getUTCFullYear()]);
  return [...years].flatMap((year) => zoneYear(zone, year).transitions.filter((t) => Math.abs(t.at - midnight) <= 2 * DAY_MS));
}

function wallClock(instant: Instant, zone: Zone): number {
  const epochMs = toMilliseconds(instant);
  return epochMs + offsetAt(zone, epochMs);
}

function dateMilliseconds(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dateOf(epochMs: number): LocalDate {
  return new Date(epochMs).toISOString().slice(0, 10) as LocalDate;
}
