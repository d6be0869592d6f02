import type { AvailabilityDay } from "./availability-day.ts";
import { formatClassOf } from "./format-class.ts";
import { type Lesson, lessonBits } from "./lesson.ts";
import { equals, intersects, isSubset, noSlots, or, type SlotBitmap } from "./slot-bitmap.ts";

export type BrokenInvariant =
  | "BUSY_IS_NOT_THE_LESSONS"
  | "TRAVEL_IS_NOT_THE_TRAVEL_LESSONS"
  | "FORMATS_ARE_NOT_OPEN"
  | "SLOT_HAS_TWO_FORMATS";

/**
 * What is wrong with a stored day, given the occupying lessons of its date (AV-62); while a move waits for money, the old and the
 * new. A difference raises an alarm and repairs nothing.
 */
export function brokenInvariants(day: AvailabilityDay, lessons: readonly Lesson[]): BrokenInvariant[] {
  const travel = lessons.filter((lesson) => formatClassOf(lesson.locationType) === "travel");
  const broken: BrokenInvariant[] = [];
  if (!equals(day.busy, unionOf(lessons))) broken.push("BUSY_IS_NOT_THE_LESSONS");
  if (!equals(day.busyTravel, unionOf(travel))) broken.push("TRAVEL_IS_NOT_THE_TRAVEL_LESSONS");
  if (!isSubset(or(day.onlineOnly, day.noTravel), day.open)) broken.push("FORMATS_ARE_NOT_OPEN");
  if (intersects(day.onlineOnly, day.noTravel)) broken.push("SLOT_HAS_TWO_FORMATS");
  return broken;
}

function unionOf(lessons: readonly Lesson[]): SlotBitmap {
  return lessons.map(lessonBits).reduce(or, noSlots());
}
