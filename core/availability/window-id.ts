import { type DomainError, notFound } from "../errors.ts";
import { isLocalDate, type LocalDate, type LocalTime } from "../time.ts";
import { WINDOW_NOT_FOUND } from "./availability-errors.ts";
import type { SlotRange } from "./slot-bitmap.ts";
import { slotTime, type TimeRange } from "./slot-time.ts";

/** A window as its id names it. */
export interface NamedWindow extends TimeRange {
  readonly date: LocalDate;
}

/** Names a run of equal formats by its date and times, so that no id outlives its run (AVW-19): `2026-03-09_0900_1130`. */
export function windowId(date: LocalDate, { start, end }: SlotRange): string {
  return `${date}_${digitsOf(slotTime(start))}_${digitsOf(slotTime(end))}`;
}

/** What the id names, whether or not there is such a run; nothing for any other text. */
export function parseWindowId(id: string): NamedWindow | undefined {
  const [, date = "", startHour, startMinute, endHour, endMinute] = /^(\d{4}-\d\d-\d\d)_(\d\d)(\d\d)_(\d\d)(\d\d)$/.exec(id) ?? [];
  return isLocalDate(date) ? { date, startTime: `${startHour}:${startMinute}`, endTime: `${endHour}:${endMinute}` } : undefined;
}

export function windowNotFound(): DomainError {
  return notFound(WINDOW_NOT_FOUND);
}

function digitsOf(time: LocalTime): string {
  return time.replace(":", "");
}
