import {
  DAY_MS,
  HOUR_MS,
  type Instant,
  instantOf,
  type LocalDate,
  type LocalTime,
  localDateAt,
  localTimeAt,
  MINUTE_MS,
  toMilliseconds,
  weekdayOf,
  type Zone,
} from "../../core/time.ts";

/** When a schedule runs, as EventBridge Scheduler writes it: `rate(5 minutes)` or `cron(40 3 * * ? *)`. */
export type ScheduleExpression =
  | { readonly kind: "rate"; readonly everyMs: number }
  | { readonly kind: "cron"; readonly fields: CronFields };

interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 1 = Sunday … 7 = Saturday. */
  readonly weekdays: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

export function parseSchedule(expression: string): ScheduleExpression {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) return { kind: "rate", everyMs: Number(rate[1]) * (UNIT_MS[rate[2] ?? ""] ?? MINUTE_MS) };
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(/\s+/);
  if (fields?.length !== 6) throw new Error(`${expression} is neither rate(…) nor cron(…) with six fields.`);
  const [minutes = "", hours = "", days = "", months = "", weekdays = "", years = ""] = fields;
  return {
    kind: "cron",
    fields: {
      minutes: values(minutes, 0, 59),
      hours: values(hours, 0, 23),
      days: values(days, 1, 31),
      months: values(months, 1, 12, MONTHS),
      weekdays: values(weekdays, 1, 7, WEEKDAYS),
      years: values(years, 1970, 2199),
    },
  };
}

/** A moved clock may pass over months; so far back it is looked for what was missed. */
const LOOK_BACK_MS = 8 * DAY_MS;

/**
 * The latest time after `after` and up to `upTo` at which the schedule runs. Times that were passed over together count once, the
 * latest. A rate counts from `anchor`.
 */
export function latestRun(schedule: ScheduleExpression, zone: Zone, anchor: Instant, after: Instant, upTo: Instant): Instant | undefined {
  const endMs = toMilliseconds(upTo);
  const afterMs = toMilliseconds(after);
  if (schedule.kind === "rate") {
    const anchorMs = toMilliseconds(anchor);
    const latestMs = anchorMs + Math.floor((endMs - anchorMs) / schedule.everyMs) * schedule.everyMs;
    return latestMs > afterMs && latestMs > anchorMs ? instantOf(latestMs) : undefined;
  }
  for (let atMs = endMs - (endMs % MINUTE_MS); atMs > Math.max(afterMs, endMs - LOOK_BACK_MS); atMs -= MINUTE_MS) {
    const at = instantOf(atMs);
    if (matches(schedule.fields, localDateAt(at, zone), localTimeAt(at, zone))) return at;
  }
  return undefined;
}

function matches(fields: CronFields, date: LocalDate, time: LocalTime): boolean {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const weekday = ((weekdayOf(date) + 1) % 7) + 1;
  return (
    fields.minutes.has(minute) &&
    fields.hours.has(hour) &&
    fields.days.has(day) &&
    fields.months.has(month) &&
    fields.weekdays.has(weekday) &&
    fields.years.has(year)
  );
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** `*`, `?`, `5`, `MON-FRI`, `0/15`, and lists of them. `L`, `W` and `#` are not understood and refused. */
function values(field: string, first: number, last: number, names: readonly string[] = []): ReadonlySet<number> {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step] = part.split("/");
    const [from, to = step === undefined ? from : undefined] = range.split("-");
    const isAny = range === "*" || range === "?";
    const start = isAny ? first : numberOf(from, names);
    const end = isAny || to === undefined ? last : numberOf(to, names);
    const stride = step === undefined ? 1 : Number(step);
    if (!(start >= first && end <= last && start <= end && stride >= 1)) throw new Error(`${field} is no cron field that runs here.`);
    for (let value = start; value <= end; value += stride) found.add(value);
  }
  return found;
}

/** A name, counted from 1 in its list, or a number; anything else is not a number. */
function numberOf(text: string | undefined, names: readonly string[]): number {
  const index = names.indexOf(String(text).toUpperCase());
  if (index >= 0) return index + 1;
  return /^\d+$/.test(String(text)) ? Number(text) : Number.NaN;
}
