import { describe, expect, it } from "vitest";
import { required } from "../../../core/errors.ts";
import { commit } from "../../../core/table/commit.ts";
import { unchanged } from "../../../core/table/condition.ts";
import { userKey } from "../../../core/table/keys.ts";
import { publish } from "../../../core/table/outbox.ts";
import { read } from "../../../core/table/read.ts";
import { update } from "../../../core/table/write.ts";
import { plusMinutes } from "../../../core/time.ts";
import * as getInstructorAvailability from "../../../functions/availability/get-instructor-availability.ts";
import * as completeLesson from "../../../functions/bookings/complete-lesson.ts";
import { type Caller, signInDemo, tell } from "../local-city.ts";
import { type City, dayOf, inNewYork } from "./city.ts";
import { askFor, book, bookingOf, figures, type Lesson, mails, seen } from "./lesson.ts";

const WEEK = 4;

/** Lessons of somebody whom an administrator suspends. */
export function suspensions(city: () => City): void {
  describe("a lesson of an instructor who is suspended", () => {
    let begun: Lesson;
    let confirmed: Lesson;
    let unpaid: Lesson;
    let student: Caller;

    it("BK-50 was under way, confirmed or not paid yet", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "monday"), "10:00"));
      const wednesday = { with: "imani.brooks", on: dayOf(WEEK, "wednesday") };
      begun = await book(city(), { ...wednesday, at: "10:00" });
      confirmed = await book(city(), { ...wednesday, at: "14:00" });
      student = confirmed.student;
      await city().timeIs(plusMinutes(begun.startsAt, 10));
      await tell(city().url, "payments", { card: "decline" });
      unpaid = await book(city(), { ...wednesday, at: "16:00" });
      await tell(city().url, "payments", { card: "accept" });
      expect([await seen(begun), await seen(confirmed), await seen(unpaid)]).toMatchObject([
        { status: "CONFIRMED", partition: "in_progress" },
        { status: "CONFIRMED", partition: "upcoming" },
        { status: "PENDING", partition: "unpaid", money: "payment_method_required" },
      ]);
    });

    it("BKC-11, BKE-2, CX-8 is cancelled by the platform with the money back, unless it has begun", async () => {
      await suspend(begun);
      const instructor = await signInDemo(city().url, "imani.brooks");
      begun = { ...begun, instructor };
      confirmed = { ...confirmed, instructor };
      unpaid = { ...unpaid, instructor };
      for (const lesson of [confirmed, unpaid]) {
        expect(await seen(lesson)).toMatchObject({ status: "CANCELLED", partition: "cancelled", student: "", instructor: "" });
        const { cancelledBy, cancellationCode, cancellationWindow } = await bookingOf(lesson, lesson.student);
        expect([cancelledBy, cancellationCode, cancellationWindow]).toEqual(["platform", "account_suspended", "lt12"]);
      }
      expect((await seen(unpaid)).money).toBe("platform_cancel_full_refund");
      expect(await seen(begun)).toMatchObject({ status: "CONFIRMED", partition: "in_progress" });
    });

    it("ACC-5, BK-9, BK-29 leaves the student free to learn from somebody else at the time, and not from her", async () => {
      const visit = await student.call(getInstructorAvailability, { params: { instructorId: begun.instructor.userId } });
      expect([visit.status, visit.problem.code]).toEqual([404, "INSTRUCTOR_NOT_FOUND"]);
      const appointment = { with: "imani.brooks", on: dayOf(WEEK, "thursday"), at: "14:00" } as const;
      const { problem } = await askFor(appointment, begun.instructor, student);
      expect([problem.status, problem.code]).toEqual([422, "INSTRUCTOR_NOT_BOOKABLE"]);
      const instead = await book(city(), { with: "omar.aziz", on: confirmed.date, at: confirmed.startTime, student });
      expect(await seen(instead)).toMatchObject({ status: "CONFIRMED", partition: "upcoming", money: "authorized" });
    });

    it("ACC-5, BK-60 is finished by her when it had begun", async () => {
      await city().timeIs(begun.endsAt);
      await begun.instructor.call(completeLesson, { params: { bookingId: begun.bookingId }, body: {} });
      await city().settled();
      expect(await seen(begun)).toMatchObject({ status: "COMPLETED", partition: "past" });
      expect(await figures(begun)).toMatchObject({
        student: { totalBookings: 1, completedBookings: 1 },
        instructor: { totalBookings: 3, completedBookings: 1, cancelledBookings: 2 },
      });
    });

    it("BKC-8, NTF-10 is told once to both, and to nobody when it was never paid", async () => {
      const told = await mails(confirmed);
      // The last is of the lesson that she takes instead.
      expect(told.student).toEqual(["You're booked", "Booking cancelled", "You're booked"]);
      expect(told.instructor).toEqual(["New booking", "New booking", "Booking cancelled", "Lesson completed"]);
      expect((await mails(unpaid)).student).toEqual([]);
    });
  });
}

/** As the administrators' part will do it, which has no endpoint yet: the status and its event in one transaction, and all sessions end (ACC-6, ACC-7). */
function suspend({ city, instructor: { userId } }: Lesson): Promise<void> {
  return city.asTheProduct(async (ctx) => {
    const { accountStatus: from, role, sessionEpoch } = required(await read(userKey(userId)), "the instructor exists");
    const status = { accountStatus: "suspended", statusReason: "admin", statusChangedAt: ctx.now, sessionEpoch: sessionEpoch + 1 } as const;
    const change = { userId, role, from, to: "suspended", reason: "admin", by: "system", cancelFutureBookings: true } as const;
    await commit([update(userKey(userId), { set: status }, unchanged({ sessionEpoch })), publish(ctx, "user.status_changed", change)]);
  });
}
