import { expect } from "vitest";
import type { AvailabilityDay } from "../../core/availability/availability-day.ts";
import type { AvailabilitySettings } from "../../core/availability/calendar-settings.ts";
import type { RangeJob } from "../../core/availability/range-job.ts";
import type { Booking } from "../../core/bookings/booking.ts";
import type { DomainEvent } from "../../core/events.ts";
import type { UserId } from "../../core/ids.ts";
import { instantOf } from "../../core/time.ts";
import { brokenInvariants, itemsOf } from "../support/booking-truth.ts";
import { isSet } from "../support/calendar-truth.ts";
import type { StoredItem, TestTable } from "../support/table.ts";
import { type Life, personAt } from "./life.ts";
import type { ModelBooking, ModelInstructor } from "./model.ts";
import { CLOSED, LETTERS, type Line } from "./rules/lines.ts";
import { isDone } from "./rules/range-jobs.ts";
import { isFollowed, keyOf, nameOf } from "./stored.ts";
import { timeOf } from "./wall-clock.ts";

/** Whatever was written since the last time is as the model says, and no invariant is broken. */
export async function expectAgreement({ model, stored, students, instructors }: Life): Promise<void> {
  const touched = await stored.catchUp();
  const items = stored.all();
  // A day that never had a lesson is looked at when something touches it: ranges make hundreds of them.
  const isLookedAt = (item: StoredItem) => item.type !== "availability-day" || item.everBooked === true || touched.has(nameOf(keyOf(item)));
  expectNone(brokenInvariants(items.filter(isLookedAt)));

  const people = (booking: ModelBooking) => [personAt(students, booking.student).userId, personAt(instructors, booking.instructor).userId];
  expect(storedBookings(items)).toEqual(byId(model.bookings.map((booking) => ({ ...told(booking), people: people(booking) }))));
  const calendars = model.instructors.map(toldCalendar);
  expect(instructors.map(({ userId }) => storedCalendar(items, userId))).toEqual(calendars);
}

/** The whole table is what was followed step by step, and all of it is right. */
export async function expectWholeTable({ stored }: Life, table: TestTable): Promise<void> {
  const items = (await table.items()).filter(isFollowed);
  const byName = (all: readonly StoredItem[]) => new Map(all.map((item) => [nameOf(keyOf(item)), item]));
  expect(byName(items)).toEqual(byName(stored.all()));
  expectNone(brokenInvariants(items));
}

function expectNone(broken: readonly string[]): void {
  expect(broken, broken.join("\n")).toEqual([]);
}

function told({ bookingId, status, version, date, from, to, startsAt, report, dispute, ...booking }: ModelBooking) {
  const { studentNote, instructorNote, reminded, movedTo, news } = booking;
  return {
    ...{ bookingId, status, version, date, studentNote, instructorNote, movedTo },
    ...{ from: timeOf(from), to: timeOf(to), startsAt: instantOf(startsAt) },
    report: report && { type: report.type, by: report.by, isDisputed: report.isDisputed, isOpen: report.isOpen },
    dispute: dispute && { isOpen: dispute.isOpen },
    reminded: [...reminded].sort(),
    news: news.toSorted(),
  };
}

function storedBookings(items: readonly StoredItem[]) {
  const news = Map.groupBy(itemsOf<DomainEvent>(items, "event"), ({ data }) => ("bookingId" in data ? data.bookingId : undefined));
  const bookings = itemsOf<Booking>(items, "booking").map(
    ({ bookingId, status, version, date, startTime, endTime, startsAt, ...booking }) => {
      const { noShow, dispute, studentNote, instructorNote, rescheduledToBookingId: movedTo, reminder24hAt, reminder1hAt } = booking;
      return {
        ...{ bookingId, status, version, date, studentNote, instructorNote, movedTo },
        ...{ from: startTime, to: endTime, startsAt },
        report: noShow && {
          type: noShow.type,
          by: noShow.reportedBy,
          isDisputed: noShow.disputed,
          isOpen: noShow.resolution === undefined,
        },
        dispute: dispute && { isOpen: dispute.resolution === undefined },
        reminded: [...(reminder1hAt === undefined ? [] : ["1h"]), ...(reminder24hAt === undefined ? [] : ["24h"])],
        news: (news.get(bookingId) ?? []).map(({ eventType }) => eventType).sort(),
        people: [booking.studentId, booking.instructorId],
      };
    },
  );
  return byId(bookings);
}

function byId<T extends { readonly bookingId: string }>(bookings: readonly T[]): T[] {
  return bookings.toSorted((one, other) => (one.bookingId < other.bookingId ? -1 : 1));
}

function toldCalendar({ lines, daysOff, job, ...instructor }: ModelInstructor) {
  const { zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays } = instructor;
  return {
    ...{ zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays, daysOff },
    lines: new Map([...lines].filter(([, line]) => line !== CLOSED)),
    job: job && !isDone(job) ? { nextDate: job.nextDate, endDate: job.endDate, daysWritten: job.daysWritten } : undefined,
  };
}

function storedCalendar(items: readonly StoredItem[], userId: UserId): ReturnType<typeof toldCalendar> {
  const of = <T extends { readonly instructorId: UserId }>(type: string) =>
    itemsOf<T>(items, type).filter((item) => item.instructorId === userId);
  const [settings] = of<AvailabilitySettings>("calendar-settings");
  if (settings === undefined) throw new Error(`${userId} has no calendar`);
  const { timezone: zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays } = settings;
  const days = of<AvailabilityDay>("availability-day");
  const job = of<RangeJob>("range-job").find(({ status }) => status === "running");
  return {
    ...{ zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays },
    daysOff: new Map(days.flatMap(({ date, blackoutId }) => (blackoutId === undefined ? [] : [[date, blackoutId] as const]))),
    lines: new Map(days.map((day) => [day.date, lineOf(day)] as const).filter(([, line]) => line !== CLOSED)),
    job: job && { nextDate: job.nextDate, endDate: job.endDate, daysWritten: job.totals.daysWritten },
  };
}

/** Items are read anew when they are written, so that the line of the same object stays the same. */
const known = new WeakMap<AvailabilityDay, Line>();

function lineOf(day: AvailabilityDay): Line {
  const line = known.get(day) ?? Array.from({ length: 288 }, (_, slot) => letterAt(day, slot)).join("");
  known.set(day, line);
  return line;
}

function letterAt({ open, onlineOnly, noTravel }: AvailabilityDay, slot: number): string {
  if (!isSet(open, slot)) return ".";
  return isSet(onlineOnly, slot) ? LETTERS.online_only : isSet(noTravel, slot) ? LETTERS.no_travel : LETTERS.any;
}
