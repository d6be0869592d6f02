import { formatMinutes, type LocalDate, type LocalTime, MINUTE_MS, type Zone } from "../../core/time.ts";

// Clocks on walls, as one finds out by looking at them: nothing here is the product's own arithmetic.

/** Milliseconds since 1970, so that a boundary can be met exactly. */
export type Moment = number;

/** What a clock on the wall shows, as the moment at which one in Greenwich would show it. */
type Shown = number;

const formats = new Map<Zone, Intl.DateTimeFormat>();

function shownAt(moment: Moment, zone: Zone): Shown {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

export function dateAt(moment: Moment, zone: Zone): LocalDate {
  return dateOf(shownAt(moment, zone));
}

/** Minutes after midnight on the wall, seconds cut. */
export function minuteAt(moment: Moment, zone: Zone): number {
  const shown = shownAt(moment, zone);
  return Math.floor((shown - Date.parse(dateOf(shown))) / MINUTE_MS);
}

const known = new Map<string, readonly Moment[]>();

/** The moments at which the clock shows this minute of the date: one, none where it is put forward, two where it is put back. */
export function momentsAt(zone: Zone, date: LocalDate, minute: number): readonly Moment[] {
  const name = `${zone} ${date} ${minute}`;
  const found = known.get(name) ?? lookedUp(zone, date, minute);
  known.set(name, found);
  return found;
}

function lookedUp(zone: Zone, date: LocalDate, minute: number): Moment[] {
  const shown: Shown = Date.parse(date) + minute * MINUTE_MS;
  // However far the zone is from Greenwich, one of these is right.
  const distances = [-1, 1].map((days) => shownAt(shown + days * DAY_MS, zone) - (shown + days * DAY_MS));
  return [...new Set(distances.map((distance) => shown - distance))]
    .filter((moment) => shownAt(moment, zone) === shown)
    .toSorted((one, other) => one - other);
}

const DAY_MS = 1_440 * MINUTE_MS;

export function dateOf(shown: Shown): LocalDate {
  // The first ten characters of an ISO text are a date.
  return new Date(shown).toISOString().slice(0, 10) as LocalDate;
}

export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateOf(Date.parse(date) + days * DAY_MS);
}

/** Monday of the week of the date: the only one of seven days in a row. */
export function mondayBefore(date: LocalDate): LocalDate {
  const week = [0, 1, 2, 3, 4, 5, 6].map((days) => plusDays(date, -days));
  return week.find((day) => new Date(day).getUTCDay() === 1) ?? date;
}

export function weekOf(monday: LocalDate): LocalDate[] {
  return [0, 1, 2, 3, 4, 5, 6].map((days) => plusDays(monday, days));
}

/** Every date from the first to the last. */
export function datesFrom(first: LocalDate, last: LocalDate): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = first; date <= last; date = plusDays(date, 1)) dates.push(date);
  return dates;
}

export function timeOf(minute: number): LocalTime {
  return formatMinutes(minute);
}
