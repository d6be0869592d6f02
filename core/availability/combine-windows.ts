import { DomainError } from "../errors.ts";
import type { LocalDate } from "../time.ts";
import { WINDOW_OVERLAP } from "./availability-errors.ts";
import { hoursFromWindows, type OpenHours, type OpenWindow } from "./open-hours.ts";
import { slotTime } from "./slot-time.ts";

/**
 * The hours of a date from its windows in any order (AV-6). Windows of equal formats may touch, overlap and repeat, because the
 * bitmap merges them; windows of different formats may only touch.
 */
export function combineWindows(date: LocalDate, windows: readonly OpenWindow[]): OpenHours {
  const sorted = [...windows].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, window] of sorted.entries()) {
    const conflictsWith = sorted.slice(0, index).find((earlier) => earlier.end > window.start && earlier.formats !== window.formats);
    if (conflictsWith) throw windowOverlap(date, window, conflictsWith);
  }
  return hoursFromWindows(sorted);
}

/** The refusal of a window that would give open slots other formats than another window gives them. */
export function windowOverlap(date: LocalDate, window: OpenWindow, conflictsWith: OpenWindow): DomainError {
  const members = { date, window: timesOf(window), conflictsWith: timesOf(conflictsWith) };
  return new DomainError(WINDOW_OVERLAP, "Give overlapping windows the same formats, or let one end where the other starts.", members);
}

function timesOf(window: OpenWindow): readonly [string, string] {
  return [slotTime(window.start), slotTime(window.end)];
}
