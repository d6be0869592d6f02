import { type AvailabilityDay, type CalendarDays, dayOn } from "./availability-day.ts";
import type { CalendarWrites, ReleaseMismatch } from "./calendar-writes.ts";
import { formatClassOf } from "./format-class.ts";
import { type Lesson, type LessonSlot, lessonBits } from "./lesson.ts";
import { andNot, isSubset, noSlots, or, type SlotBitmap } from "./slot-bitmap.ts";

export interface ReleaseInput {
  readonly lesson: LessonSlot;
  readonly days: CalendarDays;
  /** A lesson that stays, though it may share time with the one released. */
  readonly keep?: Lesson;
}

/** Gives the time of a lesson back (AV-59). Hours the instructor removed meanwhile do not come back. */
export function release({ lesson, days, keep }: ReleaseInput): CalendarWrites | ReleaseMismatch {
  const day = dayOn(days, lesson.date);
  const released = lessonBits(lesson);
  const kept = keep?.date === lesson.date ? lessonBits(keep) : noSlots();
  if (!isSubset(or(released, kept), day.busy)) return { ok: false, reason: "RELEASE_MISMATCH", details: { date: lesson.date } };
  return {
    ok: true,
    updates: [
      {
        date: day.date,
        ifRevision: day.revision,
        busy: andNot(day.busy, andNot(released, kept)),
        busyTravel: travelAfter(day, released, kept, keep),
        revision: day.revision + 1,
        everBooked: day.everBooked,
      },
    ],
    checks: [],
  };
}

/** Where the two lessons overlap the stored bit may be either's; afterwards it says what the kept lesson is. */
function travelAfter(day: AvailabilityDay, released: SlotBitmap, kept: SlotBitmap, keep: Lesson | undefined): SlotBitmap {
  const others = andNot(day.busyTravel, or(released, kept));
  return keep && formatClassOf(keep.locationType) === "travel" ? or(others, kept) : others;
}
