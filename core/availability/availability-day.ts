import { required } from "../errors.ts";
import type { BlackoutId, UserId } from "../ids.ts";
import { addDays, datesBetween, type Instant, type LocalDate } from "../time.ts";
import { closedHours, type OpenHours } from "./open-hours.ts";
import { noSlots, runs, type SlotBitmap } from "./slot-bitmap.ts";
import { type TimeRange, timeRange } from "./slot-time.ts";

/** One instructor's date: the hours that were opened and, apart from them, the time that lessons have taken. */
export interface AvailabilityDay extends OpenHours {
  readonly instructorId: UserId;
  readonly date: LocalDate;
  /** Exactly the slots of occupying lessons; buffers are applied when reading and never stored (AV-62). */
  readonly busy: SlotBitmap;
  /** The part of `busy` to which the instructor travels. */
  readonly busyTravel: SlotBitmap;
  /** Set while the date is a day off. */
  readonly blackoutId?: BlackoutId;
  /** The instructor's own words; never shown to others. */
  readonly blackoutReason?: string;
  /** One more with every write of the item; 0 means that there is no item yet. */
  readonly revision: number;
  readonly openUpdatedAt?: Instant;
  readonly updatedAt?: Instant;
  /** Set by the first claim and never reset: such a day is kept. */
  readonly everBooked: boolean;
  /** Who wrote the hours last. */
  readonly source: "manual" | "pattern";
}

/** What an absent item means. */
export function emptyDay(instructorId: UserId, date: LocalDate): AvailabilityDay {
  return {
    ...closedHours(),
    instructorId,
    date,
    busy: noSlots(),
    busyTravel: noSlots(),
    revision: 0,
    everBooked: false,
    source: "manual",
  };
}

/** Days by date, without holes in the range that was read. */
export type CalendarDays = ReadonlyMap<LocalDate, AvailabilityDay>;

/** The days of `first` … `last`. An absent item is an empty day, and so is whatever nobody has written yet of one that is there. */
export function calendarDays(instructorId: UserId, first: LocalDate, last: LocalDate, items: readonly AvailabilityDay[]): CalendarDays {
  const stored = new Map(items.map((day) => [day.date, day]));
  return new Map(datesBetween(first, last).map((date) => [date, { ...emptyDay(instructorId, date), ...stored.get(date) }]));
}

export function dayOn(days: CalendarDays, date: LocalDate): AvailabilityDay {
  return required(days.get(date), `the day ${date} was not read`);
}

/** A day between the two that its buffers reach into. */
export interface DayAround {
  readonly day: AvailabilityDay;
  readonly prev: AvailabilityDay;
  readonly next: AvailabilityDay;
}

export function dayAround(days: CalendarDays, date: LocalDate): DayAround {
  return { day: dayOn(days, date), prev: dayOn(days, addDays(date, -1)), next: dayOn(days, addDays(date, 1)) };
}

/** Each day of `first` … `last` with its neighbours; the days were read from the day before to the day after. */
export function daysAround(days: CalendarDays, first: LocalDate, last: LocalDate): DayAround[] {
  const read = datesBetween(addDays(first, -1), addDays(last, 1)).map((date) => dayOn(days, date));
  return read.slice(1, -1).map((day, index) => ({
    prev: required(read[index], "every day has one before it"),
    day,
    next: required(read[index + 2], "every day has one after it"),
  }));
}

/** A stretch of taken time. Lessons that touch are one. */
export interface LessonTime extends TimeRange {
  readonly date: LocalDate;
}

export function lessonTimes(date: LocalDate, busy: SlotBitmap): LessonTime[] {
  return runs(busy).map((run) => ({ date, ...timeRange(run) }));
}
