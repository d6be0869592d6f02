import { describe, expect, it } from "vitest";
import type { NoShowResolution } from "../../../core/bookings/booking.ts";
import { resolveNoShow } from "../../../core/bookings/resolve-no-show.ts";
import { plusHours, plusMinutes } from "../../../core/time.ts";
import * as getWeekBookedSlots from "../../../functions/availability/get-week-booked-slots.ts";
import * as disputeNoShow from "../../../functions/bookings/dispute-no-show.ts";
import * as reportNoShow from "../../../functions/bookings/report-no-show.ts";
import * as withdrawNoShowReport from "../../../functions/bookings/withdraw-no-show-report.ts";
import type { Caller } from "../local-city.ts";
import { type City, dayOf, inNewYork } from "./city.ts";
import { book, bookingOf, figures, type Lesson, mails, seen } from "./lesson.ts";

const WEEK = 3;

const BOOKED = { student: ["You're booked", "Tomorrow"], instructor: ["New booking", "Tomorrow"] };

/** Lessons to which somebody did not come, or is said not to have come. */
export function absences(city: () => City): void {
  describe("a lesson to which somebody did not come", () => {
    let missedByStudent: Lesson;
    let doubted: Lesson;
    let proven: Lesson;
    let missedByBoth: Lesson;
    let mistaken: Lesson;

    it("BKN-1 was to come like any other, and nothing can be said before it begins", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "monday"), "10:00"));
      const booked = (instructor: string) => book(city(), { with: instructor, on: dayOf(WEEK, "wednesday"), at: "15:00" });
      [missedByStudent, doubted, proven, missedByBoth, mistaken] = await Promise.all([
        booked("olivia.bennett"),
        booked("rafael.ortiz"),
        booked("pierre.jean-louis"),
        booked("grace.thompson"),
        booked("jasmine.lee"),
      ]);
      const { problem } = await report(missedByStudent, missedByStudent.instructor);
      expect([problem.status, problem.code]).toEqual([409, "LESSON_NOT_STARTED"]);
      await city().timeIs(plusHours(missedByStudent.startsAt, -23.9));
    });

    it("BKN-6, NS-1 has its money wait once it is reported, and the accused can object", async () => {
      await city().timeIs(plusMinutes(missedByStudent.startsAt, 20));
      const { body } = await report(missedByStudent, missedByStudent.instructor);
      expect(body).toMatchObject({ type: "student", disputeUntil: plusHours(body.reportedAt, 24), paymentStatus: "manual_review" });
      const again = await report(missedByStudent, missedByStudent.instructor);
      expect(again.problem.code).toBe("NO_SHOW_ALREADY_REPORTED");
      expect(await seen(missedByStudent)).toEqual({
        status: "CONFIRMED",
        partition: "in_progress",
        money: "manual_review",
        student: "reportNoShow disputeNoShow",
        instructor: "",
      });
      // The words are the reporter's; the other side learns that there is a report.
      const [theirs, hers] = [
        await bookingOf(missedByStudent, missedByStudent.student),
        await bookingOf(missedByStudent, missedByStudent.instructor),
      ];
      expect([theirs.noShow?.reason, hers.noShow?.reason]).toEqual([null, REASON]);
    });

    it("BKN-4, NS-2 was not taught, at once, when each reports the other", async () => {
      await report(missedByBoth, missedByBoth.student);
      const { body } = await report(missedByBoth, missedByBoth.instructor);
      expect(body).toMatchObject({ type: "mutual", disputeUntil: null });
      await city().settled();
      expect(await seen(missedByBoth)).toMatchObject({ status: "NO_SHOW", partition: "past", student: "", instructor: "" });
      const missed = { totalBookings: 1, noShowBookings: 1 };
      expect(await figures(missedByBoth)).toEqual({ student: missed, instructor: missed });
    });

    it("BKN-7 waits for an administrator when the accused objects", async () => {
      for (const lesson of [doubted, proven]) {
        await report(lesson, lesson.student);
        const objection = { params: { bookingId: lesson.bookingId }, body: { reason: "I was there; nobody opened." } };
        const { body } = await lesson.instructor.call(disputeNoShow, objection);
        expect(body.noShow).toMatchObject({ type: "instructor", disputed: true, resolution: null });
        expect((await lesson.instructor.call(disputeNoShow, objection)).problem.code).toBe("NO_SHOW_ALREADY_DISPUTED");
        expect(await seen(lesson)).toMatchObject({ status: "CONFIRMED", money: "manual_review", student: "", instructor: "reportNoShow" });
      }
    });

    it("BKN-11 is as before when the reporter was mistaken and takes it back", async () => {
      await report(mistaken, mistaken.student);
      const { body } = await mistaken.student.call(withdrawNoShowReport, { params: { bookingId: mistaken.bookingId }, body: {} });
      expect(body.noShow).toMatchObject({ resolution: "cancelled" });
      expect(await seen(mistaken)).toMatchObject({ status: "CONFIRMED", partition: "in_progress", money: "authorized" });
    });

    it("BKN-8, BKN-9, BK-62 a day later was missed where nobody objected, and was taught where the report was taken back", async () => {
      await city().timeIs(plusMinutes(missedByStudent.startsAt, 20 + 24 * 60 - 5));
      expect(await seen(missedByStudent)).toMatchObject({ status: "CONFIRMED", money: "manual_review" });
      await city().timeIs(plusHours(mistaken.endsAt, 24));
      expect(await seen(missedByStudent)).toMatchObject({ status: "NO_SHOW", partition: "past", student: "", instructor: "" });
      expect((await bookingOf(missedByStudent, missedByStudent.student)).noShow?.resolution).toBe("confirmed_no_dispute");
      expect(await seen(mistaken)).toMatchObject({ status: "COMPLETED", partition: "past" });
      for (const lesson of [doubted, proven]) {
        expect(await seen(lesson)).toMatchObject({ status: "CONFIRMED", partition: "awaiting_completion", money: "manual_review" });
      }
    });

    it("BKN-9, NS-2, NS-5 comes to what the administrator decides, if there was an objection", async () => {
      await decide(doubted, "dispute_upheld");
      await decide(proven, "confirmed_after_review");
      expect(await seen(doubted)).toMatchObject({ status: "COMPLETED", partition: "past", money: "authorized" });
      const { completionSource, completedAt } = await bookingOf(doubted, doubted.student);
      expect([completionSource, completedAt]).toEqual(["no_show_dispute", doubted.endsAt]);
      expect(await seen(proven)).toMatchObject({ status: "NO_SHOW", partition: "past" });
      expect((await figures(doubted)).student).toMatchObject({ totalBookings: 1, completedBookings: 1 });
      expect((await figures(proven)).instructor).toEqual({ totalBookings: 1, noShowBookings: 1 });
    });

    it("BKS-3, BKL-13, NTF-10 keeps its time, and tells the accused of the report and both of its end, once each", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "saturday"), "10:00"));
      for (const { instructor, date, bookingId } of [missedByStudent, doubted, proven, missedByBoth, mistaken]) {
        const { body: week } = await instructor.call(getWeekBookedSlots, { query: { startDate: date } });
        expect(week.items.map((slot) => slot.bookingId)).toEqual([bookingId]);
      }
      const [reported, result, taught] = ["Absence reported", "Absence report", "Lesson completed"];
      expect(await mails(missedByStudent)).toEqual({
        student: [...BOOKED.student, reported, result],
        instructor: [...BOOKED.instructor, result],
      });
      expect(await mails(doubted)).toEqual({
        student: [...BOOKED.student, result, taught],
        instructor: [...BOOKED.instructor, reported, result, taught],
      });
      const { student: waited, instructor: absent } = await mails(proven);
      expect(waited).toEqual([...BOOKED.student, result, result]);
      // An absence alone comes to three points (BKN-10). The warning goes its own way and may come before the end of the report.
      const warned = "Cancelled lessons";
      expect(absent.toSorted()).toEqual([...BOOKED.instructor, reported, result, result, warned].toSorted());
      expect(await mails(mistaken)).toEqual({
        student: [...BOOKED.student, result, taught],
        instructor: [...BOOKED.instructor, reported, result, taught],
      });
      // The report of the second side and its end are one moment, so that their mails may come in either order.
      const { student, instructor } = await mails(missedByBoth);
      expect(student.slice(2).sort()).toEqual([result, reported]);
      expect(instructor.slice(2).sort()).toEqual([result, reported, reported]);
    });
  });
}

const REASON = "I waited for a quarter of an hour.";

async function report({ bookingId, city }: Lesson, by: Caller) {
  const reply = await by.call(reportNoShow, { params: { bookingId }, body: { reason: REASON } });
  await city.settled();
  return reply;
}

/** As the administrators' part will do it; it has no endpoint yet. */
function decide({ city, bookingId }: Lesson, resolution: NoShowResolution): Promise<void> {
  return city.asTheProduct((ctx) => resolveNoShow(ctx, bookingId, resolution));
}
