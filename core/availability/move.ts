import type { CalendarDays } from "./availability-day.ts";
import type { CalendarTerms } from "./bookable-starts.ts";
import type { ReleaseMismatch } from "./calendar-writes.ts";
import { type Claim, claim } from "./claim.ts";
import type { NotBookable } from "./is-bookable.ts";
import { type Lesson, type LessonSlot, withoutLesson } from "./lesson.ts";
import { release } from "./release.ts";

export interface MoveInput extends CalendarTerms {
  readonly from: LessonSlot;
  readonly to: Lesson;
  /** At least both dates and the neighbours of the new one. */
  readonly days: CalendarDays;
}

/** Gives one time back and takes another at once (AV-60). A lesson may move into a part of its own old time. */
export function move({ from, to, days, ...terms }: MoveInput): Claim | NotBookable | ReleaseMismatch {
  const released = release({ lesson: from, days });
  if (!released.ok) return released;
  const claimed = claim({ ...terms, lesson: to, days: withoutLesson(days, from) });
  // On one date the claim was made on the day without the old lesson, so its update is the whole move.
  if (!claimed.ok || from.date === to.date) return claimed;
  return {
    ...claimed,
    updates: [...released.updates, ...claimed.updates],
    // A transaction may touch an item only once, and the update of the old date already names its revision.
    checks: claimed.checks.filter((check) => check.date !== from.date),
  };
}
