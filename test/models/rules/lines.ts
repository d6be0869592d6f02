import type { WindowFormats } from "../../../core/availability/open-hours.ts";
import type { LocalDate, LocalTime } from "../../../core/time.ts";
import { timeOf } from "../wall-clock.ts";

/**
 * A day as a line of 288 letters, one for every five minutes: `.` closed, `a` open for anything, `s` not for travelling, `o` online only.
 *
 *     ......................aaaaaaaaaaaassssssss..........
 */
export type Line = string;

export const CLOSED: Line = ".".repeat(288);

export const LETTERS: Readonly<Record<WindowFormats, string>> = { any: "a", no_travel: "s", online_only: "o" };

/** A stretch of a day, in minutes after midnight. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Window extends Stretch {
  readonly formats: WindowFormats;
}

/** The line with the windows drawn on it, or nothing if two of them would have to be of different letters in one place. */
export function drawn(line: Line, windows: readonly Window[]): Line | undefined {
  const letters = [...line];
  for (const { from, to, formats } of windows) {
    for (let letter = from / 5; letter < to / 5; letter++) {
      const before = letters[letter];
      if (before !== "." && before !== LETTERS[formats]) return undefined;
      letters[letter] = LETTERS[formats];
    }
  }
  return letters.join("");
}

export function lettersOf(line: Line, { from, to }: Stretch): string[] {
  return [...line.slice(from / 5, to / 5)];
}

/** What lies in the stretches and not on the open line, as windows of a date; stretches that touch are one. */
export function uncovered(date: LocalDate, line: Line, stretches: readonly Stretch[]): Uncovered[] {
  const isBare = Array.from({ length: 289 }, (_, index) => {
    return index < 288 && line[index] === "." && stretches.some(({ from, to }) => from <= index * 5 && index * 5 < to);
  });
  const starts = isBare.flatMap((bare, index) => (bare && !isBare[index - 1] ? [index] : []));
  return starts.map((start) => ({ date, startTime: timeOf(start * 5), endTime: timeOf(isBare.indexOf(false, start) * 5) }));
}

export interface Uncovered {
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly endTime: LocalTime;
}
