import { DomainError, type FieldError, validationFailed } from "../errors.ts";
import { formatMinutes, type LocalDate } from "../time.ts";
import { EMPTY_WINDOW, TIME_NOT_ALIGNED } from "./availability-errors.ts";
import type { OpenWindow, WindowFormats } from "./open-hours.ts";
import { SLOT_MINUTES, SLOTS_PER_DAY } from "./slot-bitmap.ts";

/** A window as a client sends it. The end may be `24:00`, and lies on the next date when it is before the start. */
export interface WindowInput {
  readonly startTime: string;
  readonly endTime: string;
  readonly formats?: WindowFormats | undefined;
}

/** A window on its own date, and what of it falls on the next date (AV-5). */
export interface ParsedWindow {
  readonly window: OpenWindow;
  readonly overnight?: OpenWindow;
}

/** The slots of a window, or the first of AV-2 and AV-3 that it breaks. */
export function parseWindow(date: LocalDate, input: WindowInput, field = ""): ParsedWindow {
  const { startMinutes, endMinutes } = parseTimes(input, field);
  if (startMinutes % SLOT_MINUTES !== 0 || endMinutes % SLOT_MINUTES !== 0) {
    const { startTime, endTime } = input;
    throw new DomainError(TIME_NOT_ALIGNED, "Start and end at a multiple of five minutes.", { date, startTime, endTime });
  }
  if (startMinutes === endMinutes) {
    throw new DomainError(EMPTY_WINDOW, `Choose an end after ${formatMinutes(startMinutes)}.`, { date });
  }
  const formats = input.formats ?? "any";
  const start = startMinutes / SLOT_MINUTES;
  const end = endMinutes / SLOT_MINUTES;
  if (start < end) return { window: { start, end, formats } };
  return { window: { start, end: SLOTS_PER_DAY, formats }, overnight: { start: 0, end, formats } };
}

/** Minutes after midnight of `HH:MM`; nothing for any other text (AV-2). */
export function parseTime(text: string): number | undefined {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return parts === null ? undefined : Number(parts[1]) * 60 + Number(parts[2]);
}

const END_OF_DAY_MINUTES = SLOTS_PER_DAY * SLOT_MINUTES;

function parseTimes(input: WindowInput, field: string): { startMinutes: number; endMinutes: number } {
  const startMinutes = parseTime(input.startTime);
  const endMinutes = input.endTime === "24:00" ? END_OF_DAY_MINUTES : parseTime(input.endTime);
  if (startMinutes === undefined || endMinutes === undefined) {
    const errors: FieldError[] = [];
    if (startMinutes === undefined) errors.push(notATime(`${field}/startTime`));
    if (endMinutes === undefined) errors.push(notATime(`${field}/endTime`));
    throw validationFailed(errors);
  }
  const untilMidnight = endMinutes === 0 && startMinutes > 0;
  return { startMinutes, endMinutes: untilMidnight ? END_OF_DAY_MINUTES : endMinutes };
}

function notATime(field: string): FieldError {
  return { field, code: "BAD_FORMAT", message: "Send a time as HH:MM." };
}
