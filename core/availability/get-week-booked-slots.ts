import type { BookingListEntry } from "../bookings/booking-list-entry.ts";
import { readPeople } from "../bookings/booking-repository.ts";
import { type PersonName, type ShownName, shownName } from "../bookings/booking-visibility.ts";
import { lessonsBetween } from "../bookings/lessons-between.ts";
import type { Context, Member } from "../context.ts";
import type { UserId } from "../ids.ts";
import type { LocalDate, Zone } from "../time.ts";
import { weekOf } from "./editable-dates.ts";
import { readOwnSettings } from "./own-calendar.ts";

export interface BookedSlot {
  readonly lesson: BookingListEntry;
  readonly student: ShownName;
}

export interface BookedWeek {
  readonly weekStart: LocalDate;
  readonly weekEnd: LocalDate;
  readonly timezone: Zone;
  /** By start; unpaid bookings too, because they hold their time. */
  readonly slots: readonly BookedSlot[];
}

/** The lessons that hold the caller's time in the week of any date. */
export async function getWeekBookedSlots({ principal }: Context<Member>, date: LocalDate): Promise<BookedWeek> {
  const { weekStart, weekEnd } = weekOf(date);
  const [settings, lessons] = await Promise.all([readOwnSettings(principal.userId), lessonsBetween(principal.userId, weekStart, weekEnd)]);
  const people = await namesOf(lessons);
  return {
    weekStart,
    weekEnd,
    timezone: settings.timezone,
    slots: lessons.map((lesson) => ({ lesson, student: shownName(people.get(lesson.studentId), "student", "instructor") })),
  };
}

const MOST_AT_ONCE = 100;

/** A busy week may have more students than one batch reads. */
async function namesOf(lessons: readonly BookingListEntry[]): Promise<ReadonlyMap<UserId, PersonName>> {
  const ids = [...new Set(lessons.map(({ studentId }) => studentId))];
  const batches = Array.from({ length: Math.ceil(ids.length / MOST_AT_ONCE) }, (_, batch) =>
    readPeople(ids.slice(batch * MOST_AT_ONCE, (batch + 1) * MOST_AT_ONCE)),
  );
  return new Map((await Promise.all(batches)).flatMap((people) => [...people]));
}
