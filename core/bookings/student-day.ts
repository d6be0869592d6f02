import {
  clearRange,
  fromRanges,
  intersects,
  noSlots,
  SLOT_MINUTES,
  SLOTS_PER_DAY,
  type SlotBitmap,
  type SlotRange,
  setRange,
} from "../availability/slot-bitmap.ts";
import type { UserId } from "../ids.ts";
import { addDays, type Instant, type LocalDate, localDateAt, MINUTE_MS, toMilliseconds } from "../time.ts";

/** The time of one UTC date that a student's lessons occupy, whichever instructors give them. */
export interface StudentDay {
  readonly studentId: UserId;
  readonly utcDate: LocalDate;
  /** The union of the student's occupying lessons. */
  readonly busy: SlotBitmap;
  /** One more with every write; 0 means that there is no item yet. */
  readonly revision: number;
}

/** A lesson's real time. */
export interface Interval {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface DaySlots {
  readonly utcDate: LocalDate;
  readonly slots: SlotRange;
}

/** Student days by UTC date. A missing one is an absent item: no lesson, revision 0. */
export type StudentDays = ReadonlyMap<LocalDate, StudentDay>;

const SLOT_MS = SLOT_MINUTES * MINUTE_MS;

/**
 * The slots that a lesson takes, on one UTC date or over midnight on two (BK-33). In UTC, zones and changes of the clock play no part
 * (BK-31); a zone off the five-minute grid takes every slot it touches (BK-34).
 */
export function studentSlots({ startsAt, endsAt }: Interval): DaySlots[] {
  const utcDate = localDateAt(startsAt, "UTC");
  const midnight = Math.floor(toMilliseconds(startsAt) / SLOT_MS / SLOTS_PER_DAY) * SLOTS_PER_DAY;
  const start = Math.floor(toMilliseconds(startsAt) / SLOT_MS) - midnight;
  const end = Math.ceil(toMilliseconds(endsAt) / SLOT_MS) - midnight;
  const first = { utcDate, slots: { start, end: Math.min(end, SLOTS_PER_DAY) } };
  if (end <= SLOTS_PER_DAY) return [first];
  return [first, { utcDate: addDays(utcDate, 1), slots: { start: 0, end: end - SLOTS_PER_DAY } }];
}

/** Whether the student has another lesson in the time; `without` is an own lesson that is about to move (BK-31, BKR-6). */
export function hasStudentConflict(days: StudentDays, lesson: Interval, without?: Interval): boolean {
  const seen = without ? releaseStudentTime(days, without) : days;
  return studentSlots(lesson).some(({ utcDate, slots }) => {
    const busy = seen.get(utcDate)?.busy;
    return busy !== undefined && intersects(busy, fromRanges([slots]));
  });
}

/** The days with the lesson's time taken. Revisions stay as read: they are the condition of the write. */
export function claimStudentTime(days: StudentDays, studentId: UserId, lesson: Interval): StudentDays {
  const claimed = studentSlots(lesson).map(({ utcDate, slots }): readonly [LocalDate, StudentDay] => {
    const day = days.get(utcDate) ?? { studentId, utcDate, busy: noSlots(), revision: 0 };
    return [utcDate, { ...day, busy: setRange(day.busy, slots) }];
  });
  return new Map([...days, ...claimed]);
}

/** The days without the lesson's time, except what the lesson `keep` takes as well (BKR-9). */
export function releaseStudentTime(days: StudentDays, lesson: Interval, keep?: Interval): StudentDays {
  const kept = keep ? studentSlots(keep) : [];
  const released = studentSlots(lesson).flatMap(({ utcDate, slots }): (readonly [LocalDate, StudentDay])[] => {
    const day = days.get(utcDate);
    if (day === undefined) return [];
    const stays = kept.filter((part) => part.utcDate === utcDate).map((part) => part.slots);
    return [[utcDate, { ...day, busy: stays.reduce(setRange, clearRange(day.busy, slots)) }]];
  });
  return new Map([...days, ...released]);
}
