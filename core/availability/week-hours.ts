import { DomainError, type FieldError, validationFailed } from "../errors.ts";
import { addDays, type LocalDate } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { DATE_OUTSIDE_WEEK, DUPLICATE_DATE, OVERNIGHT_LEAVES_WEEK } from "./availability-errors.ts";
import { combineWindows } from "./combine-windows.ts";
import { sundayOf } from "./editable-dates.ts";
import { closedHours, hoursFromBits, type OpenHours, type OpenWindow, windowsOf } from "./open-hours.ts";
import { type ParsedWindow, parseWindow, type WindowInput } from "./parse-window.ts";
import { noSlots, type SlotBitmap } from "./slot-bitmap.ts";
import { parseBitmap } from "./slot-bitmap-text.ts";

/** The hours of one date as a client sends them: as windows or as bitmaps in base64. */
export type DayInput = DayWindows | DayBits;

export interface DayWindows {
  readonly date: LocalDate;
  readonly windows: readonly WindowInput[];
}

export interface DayBits {
  readonly date: LocalDate;
  readonly bits: string;
  readonly onlineOnly?: string | undefined;
  readonly noTravel?: string | undefined;
}

export interface WeekInput {
  readonly weekStart: LocalDate;
  readonly days: readonly DayInput[];
  /** Whether dates that are not mentioned are emptied (AVW-6). */
  readonly clearExisting: boolean;
}

/** The hours that each date of the week shall have (AV-5, AVW-6), or the first rule that the request breaks (AVW-5). */
export function weekHours(input: WeekInput, week: readonly AvailabilityDay[]): Map<LocalDate, OpenHours> {
  requireDistinctDatesOf(input);
  const sent = parsedDays(input);
  const overnight = new Map<LocalDate, OpenWindow[]>();
  for (const [date, windows] of sent) {
    overnight.set(
      addDays(date, 1),
      windows.flatMap((window) => window.overnight ?? []),
    );
  }
  return new Map(week.map((day) => [day.date, hoursOn(day)]));

  function hoursOn(day: AvailabilityDay): OpenHours {
    const own = sent.get(day.date)?.map(({ window }) => window);
    const fromNightBefore = overnight.get(day.date) ?? [];
    // A date that was not mentioned keeps its hours bit by bit; what comes over from the night before joins them.
    const unmentioned = input.clearExisting ? closedHours() : day;
    if (own === undefined && fromNightBefore.length === 0) return unmentioned;
    return combineWindows(day.date, [...(own ?? windowsOf(unmentioned)), ...fromNightBefore]);
  }
}

function requireDistinctDatesOf({ weekStart, days }: WeekInput): void {
  const seen = new Set<LocalDate>();
  for (const { date } of days) {
    if (date < weekStart || date > sundayOf(weekStart)) {
      throw new DomainError(DATE_OUTSIDE_WEEK, `Send dates from ${weekStart} to ${sundayOf(weekStart)}.`, { date });
    }
    if (seen.has(date)) throw new DomainError(DUPLICATE_DATE, "Send each date once.", { date });
    seen.add(date);
  }
}

/** The windows of the dates mentioned, read in the order of the dates, so that the first error is the earliest date's. */
function parsedDays({ weekStart, days }: WeekInput): Map<LocalDate, ParsedWindow[]> {
  const inOrder = [...days.entries()].sort(([, a], [, b]) => (a.date < b.date ? -1 : 1));
  return new Map(inOrder.map(([index, day]) => [day.date, parsedDay(day, `/days/${index}`, sundayOf(weekStart))]));
}

function parsedDay(day: DayInput, field: string, sunday: LocalDate): ParsedWindow[] {
  if ("bits" in day) return windowsOf(parsedBits(day, field)).map((window) => ({ window }));
  return day.windows.map((input, index) => {
    const window = parseWindow(day.date, input, `${field}/windows/${index}`);
    if (window.overnight && day.date === sunday) {
      throw new DomainError(OVERNIGHT_LEAVES_WEEK, "End the window at 24:00 and add the rest to the next week.", { date: day.date });
    }
    return window;
  });
}

function parsedBits({ bits, onlineOnly, noTravel }: DayBits, field: string): OpenHours {
  const errors: FieldError[] = [];
  const read = (name: string, text: string | undefined): SlotBitmap => {
    const bitmap = text === undefined ? noSlots() : parseBitmap(text);
    if (bitmap) return bitmap;
    errors.push({ field: `${field}/${name}`, code: "BAD_FORMAT", message: "Send 36 bytes as base64." });
    return noSlots();
  };
  const hours = [read("bits", bits), read("onlineOnly", onlineOnly), read("noTravel", noTravel)] as const;
  if (errors.length > 0) throw validationFailed(errors);
  return hoursFromBits(...hours, field);
}
