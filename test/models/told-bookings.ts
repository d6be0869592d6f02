import type { Booking } from "../../core/bookings/booking.ts";
import type { DomainEvent } from "../../core/events.ts";
import { instantOf } from "../../core/time.ts";
import { itemsOf } from "../support/booking-truth.ts";
import type { StoredItem } from "../support/table.ts";
import { type Life, personAt } from "./life.ts";
import type { ModelBooking } from "./model.ts";
import { timeOf } from "./wall-clock.ts";

/** The bookings as the model tells them. */
export function modelBookings({ model, students, instructors }: Omit<Life, "stored">) {
  return byId(
    model.bookings.map((booking) => ({
      ...told(booking),
      people: [personAt(students, booking.student).userId, personAt(instructors, booking.instructor).userId],
    })),
  );
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

/** The bookings as they are stored, with the events about them. */
export function storedBookings(items: readonly StoredItem[]) {
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
