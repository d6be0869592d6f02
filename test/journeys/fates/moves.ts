import { describe, expect, it } from "vitest";
import { addMinutesToTime, plusHours, plusMinutes } from "../../../core/time.ts";
import * as completeLesson from "../../../functions/bookings/complete-lesson.ts";
import * as listBookings from "../../../functions/bookings/list-bookings.ts";
import { type City, dayOf, inNewYork } from "./city.ts";
import { book, bookingOf, figures, isOffered, type Lesson, lessonOf, mails, move, type NewTime, seen } from "./lesson.ts";

const WEEK = 1;

/** A lesson that takes place at another time than it was booked for. */
export function moves(city: () => City): void {
  describe("a lesson that is moved a day ahead or more", () => {
    let first: Lesson;
    let second: Lesson;
    let third: Lesson;

    it("BKR-1 stays where it is when the instructor wants to move it", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "monday"), "10:00"));
      first = await book(city(), { with: "wei.zhang", on: dayOf(WEEK, "wednesday"), at: "14:00" });
      const { problem } = await move(first, first.instructor, { date: dayOf(WEEK, "thursday"), startTime: "15:00" });
      expect([problem.status, problem.code]).toEqual([403, "PERMISSION_REQUIRED"]);
      expect(await seen(first)).toMatchObject({ status: "CONFIRMED", partition: "upcoming", money: "scheduled" });
    });

    it("BKR-8 is another booking with the same money, and the old time is free", async () => {
      second = await moved(first, { date: dayOf(WEEK, "thursday"), startTime: "15:00" });
      expect(await seen(first)).toEqual({
        status: "CANCELLED",
        partition: "cancelled",
        money: "moved_to_reschedule",
        student: "",
        instructor: "",
      });
      expect(await seen(second)).toEqual({
        status: "CONFIRMED",
        partition: "upcoming",
        money: "scheduled",
        student: "cancel reschedule",
        instructor: "cancel",
      });
      expect([await isOffered(first), await isOffered(second)]).toEqual([true, false]);
      const [old, now] = [await bookingOf(first, first.instructor), await bookingOf(second, first.instructor)];
      expect([old.cancellationCode, old.rescheduledToBookingId]).toEqual(["rescheduled", second.bookingId]);
      expect([now.rescheduledFrom, now.rescheduleCount]).toEqual([
        { id: first.bookingId, date: first.date, startTime: first.startTime },
        1,
      ]);
    });

    it("BKR-11, BKR-14 can move again, into a part of its own time", async () => {
      third = await moved(second, { date: second.date, startTime: addMinutesToTime(second.startTime, 30) });
      expect((await bookingOf(third, third.student)).rescheduleCount).toBe(2);
      expect([await isOffered(second), await isOffered(third)]).toEqual([false, false]);
    });

    it("BKL-2, BKL-20, BKR-13 is one lesson in lists, figures and mails, wherever it went", async () => {
      const { body: upcoming } = await third.student.call(listBookings, { query: { view: "upcoming" } });
      expect(upcoming.items.map(({ id }) => id)).toEqual([third.bookingId]);
      const { body: history } = await third.instructor.call(listBookings, { query: { view: "history" } });
      expect(history.items).toEqual([]);
      const one = { totalBookings: 1, upcomingBookings: 1 };
      expect(await figures(third)).toEqual({ student: one, instructor: one });
      expect(await mails(third)).toEqual({
        student: ["You're booked", "Lesson moved", "Lesson moved"],
        instructor: ["New booking", "Lesson moved", "Lesson moved"],
      });
    });

    it("BKR-13, BK-60 is authorised, reminded of and taught at its new time, and not at its old ones", async () => {
      await city().timeIs(plusHours(first.startsAt, 1));
      expect(await seen(third)).toMatchObject({ status: "CONFIRMED", partition: "upcoming", money: "scheduled" });
      await city().timeIs(plusMinutes(plusHours(third.startsAt, -24), 5));
      expect(await seen(third)).toMatchObject({ status: "CONFIRMED", partition: "upcoming", money: "authorized" });
      await city().timeIs(third.endsAt);
      await third.instructor.call(completeLesson, { params: { bookingId: third.bookingId }, body: {} });
      await city().timeIs(plusHours(third.endsAt, 25));
      expect(await seen(third)).toMatchObject({ status: "COMPLETED", partition: "past" });
      expect(await seen(first)).toMatchObject({ status: "CANCELLED", money: "moved_to_reschedule" });
      expect((await figures(third)).student).toEqual({
        totalBookings: 1,
        completedBookings: 1,
        completedMinutes: 60,
        distinctInstructors: 1,
      });
      expect((await mails(third)).student.slice(3)).toEqual(["Tomorrow", "Lesson completed"]);
    });
  });
}

/** The lesson as it is after its student has moved it. */
async function moved(lesson: Lesson, wish: NewTime): Promise<Lesson> {
  const { city, student, instructor } = lesson;
  const { body } = await move(lesson, student, wish);
  expect([body.previousBookingId, body.paymentMode]).toEqual([lesson.bookingId, "carry"]);
  await city.settled();
  return lessonOf(city, student, instructor, body.booking);
}
