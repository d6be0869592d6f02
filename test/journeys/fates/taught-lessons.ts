import { describe, expect, it } from "vitest";
import { DAY_MS, plusHours, plusMilliseconds, plusMinutes } from "../../../core/time.ts";
import * as completeLesson from "../../../functions/bookings/complete-lesson.ts";
import * as listPendingCompletion from "../../../functions/bookings/list-pending-completion.ts";
import { type City, dayOf, inNewYork } from "./city.ts";
import { book, bookingOf, figures, isOffered, type Lesson, mails, seen } from "./lesson.ts";

const WEEK = 0;

/** The usual fate, told by the instructor afterwards or by nobody. */
export function taughtLessons(city: () => City): void {
  describe("a lesson that is booked and taught", () => {
    let lesson: Lesson;

    it("BK-45, BK-50 takes its time, is confirmed when its card is in order, and is to come", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "monday"), "10:00"));
      lesson = await book(city(), { with: "hannah.lindqvist", on: dayOf(WEEK, "wednesday"), at: "14:00" });
      expect(await seen(lesson)).toEqual({
        status: "CONFIRMED",
        partition: "upcoming",
        money: "scheduled",
        student: "cancel reschedule",
        instructor: "cancel",
      });
      expect(await isOffered(lesson)).toBe(false);
      const one = { totalBookings: 1, upcomingBookings: 1 };
      expect(await figures(lesson)).toEqual({ student: one, instructor: one });
    });

    it("BKL-30 has its card authorised and its two people reminded a day ahead", async () => {
      await city().timeIs(plusMinutes(plusHours(lesson.startsAt, -24), 5));
      await city().timeIs(plusMinutes(plusHours(lesson.startsAt, -24), 10));
      expect(await seen(lesson)).toMatchObject({ status: "CONFIRMED", partition: "upcoming", money: "authorized" });
      expect(await mails(lesson)).toEqual({ student: ["You're booked", "Tomorrow"], instructor: ["New booking", "Tomorrow"] });
    });

    it("BKT-8, BKT-9 can be missed from its beginning on, and completed or disputed from its end on", async () => {
      await city().timeIs(lesson.startsAt);
      const begun = { partition: "in_progress", student: "reportNoShow", instructor: "reportNoShow" };
      expect(await seen(lesson)).toMatchObject(begun);
      await city().timeIs(lesson.endsAt);
      const over = { partition: "awaiting_completion", student: "reportNoShow dispute", instructor: "complete reportNoShow dispute" };
      expect(await seen(lesson)).toMatchObject(over);
    });

    it("BK-60, BK-61, BK-64 is completed by the instructor, with a note for both", async () => {
      const waiting = await lesson.instructor.call(listPendingCompletion);
      expect(waiting.body.items.map(({ id }) => id)).toEqual([lesson.bookingId]);
      const params = { bookingId: lesson.bookingId };
      await lesson.instructor.call(completeLesson, { params, body: { notes: "Next time bring the Bach." } });
      await city().settled();
      expect(await seen(lesson)).toMatchObject({ status: "COMPLETED", partition: "past", instructor: "reportNoShow dispute" });
      const { instructorNote, completionSource } = await bookingOf(lesson, lesson.student);
      expect([instructorNote, completionSource]).toEqual(["Next time bring the Bach.", "instructor"]);
      const { payment } = await bookingOf(lesson, lesson.instructor);
      const once = { totalBookings: 1, completedBookings: 1 };
      expect(await figures(lesson)).toEqual({
        student: { ...once, completedMinutes: 60, distinctInstructors: 1 },
        instructor: {
          ...once,
          totalEarningsCents: payment.instructorPayoutCents,
          thisMonthEarningsCents: payment.instructorPayoutCents,
          completionRate: 1,
        },
      });
    });

    it("BKT-10 is beyond objection a day after its end, and nothing more is said of it", async () => {
      await city().timeIs(plusMilliseconds(lesson.endsAt, DAY_MS));
      expect(await seen(lesson)).toMatchObject({ status: "COMPLETED", student: "", instructor: "" });
      expect(await mails(lesson)).toEqual({
        student: ["You're booked", "Tomorrow", "Lesson completed"],
        instructor: ["New booking", "Tomorrow", "Lesson completed"],
      });
    });
  });

  describe("a lesson about which nobody says anything", () => {
    let lesson: Lesson;

    it("BK-62 waits for a day after its end", async () => {
      lesson = await book(city(), { with: "giulia.marino", on: dayOf(WEEK, "saturday"), at: "10:00" });
      await city().timeIs(plusHours(lesson.startsAt, -23));
      await city().timeIs(plusMinutes(plusHours(lesson.endsAt, 24), -1));
      const over = { status: "CONFIRMED", partition: "awaiting_completion", money: "authorized" };
      expect(await seen(lesson)).toEqual({
        ...over,
        student: "reportNoShow dispute",
        instructor: "complete reportNoShow dispute",
      });
    });

    it("BK-62, BK-64 then counts as taught until its end, once", async () => {
      for (const minutes of [0, 60, 120]) await city().timeIs(plusMinutes(plusHours(lesson.endsAt, 24), minutes));
      expect(await seen(lesson)).toMatchObject({ status: "COMPLETED", partition: "past", student: "", instructor: "" });
      const { completionSource, completedAt } = await bookingOf(lesson, lesson.student);
      expect([completionSource, completedAt]).toEqual(["auto", lesson.endsAt]);
      expect(await figures(lesson)).toMatchObject({
        student: { totalBookings: 1, completedBookings: 1, completedMinutes: 60 },
        instructor: { totalBookings: 1, completedBookings: 1, completionRate: 1 },
      });
      expect(await mails(lesson)).toEqual({
        student: ["You're booked", "Tomorrow", "Lesson completed"],
        instructor: ["New booking", "Tomorrow", "Lesson completed"],
      });
    });
  });
}
