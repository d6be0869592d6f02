import { describe, expect, it } from "vitest";
import { plusHours, plusMinutes } from "../../../core/time.ts";
import * as cancelBooking from "../../../functions/bookings/cancel-booking.ts";
import * as getRescheduleOptions from "../../../functions/bookings/get-reschedule-options.ts";
import * as listUpcomingBookings from "../../../functions/bookings/list-upcoming-bookings.ts";
import { tell } from "../local-city.ts";
import { type City, dayOf, inNewYork } from "./city.ts";
import { book, bookingOf, figures, freshKey, isOffered, type Lesson, lessonOf, mails, move, seen } from "./lesson.ts";

const WEEK = 5;
const ONE = { totalBookings: 1, upcomingBookings: 1 };

/** Lessons that are moved so late that their card is asked at once. */
export function lateMoves(city: () => City): void {
  describe("a lesson that is moved the evening before", () => {
    const thursday = { date: dayOf(WEEK, "thursday"), startTime: "15:00" } as const;
    let late: Lesson;
    let refused: Lesson;
    let moved: Lesson;

    it("LK-3 could have been moved without a charge until a day ahead", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "monday"), "10:00"));
      const wednesday = { on: dayOf(WEEK, "wednesday"), at: "14:00" } as const;
      late = await book(city(), { with: "rachel.goldberg", ...wednesday });
      refused = await book(city(), { with: "min-ji.park", ...wednesday });
      for (const lesson of [late, refused]) expect((await optionsOf(lesson)).paymentMode).toBe("carry");
      await city().timeIs(plusMinutes(plusHours(late.startsAt, -24), 5));
      await city().timeIs(inNewYork(dayOf(WEEK, "tuesday"), "20:00"));
      for (const lesson of [late, refused]) expect((await optionsOf(lesson)).paymentMode).toBe("lock");
    });

    it("BKR-9, LK-5 is at its new time with its money kept, and will not move again", async () => {
      const { body } = await move(late, late.student, thursday);
      expect([body.previousBookingId, body.paymentMode]).toEqual([late.bookingId, "lock"]);
      await city().settled();
      moved = lessonOf(city(), late.student, late.instructor, body.booking);
      expect(await seen(late)).toMatchObject({ status: "CANCELLED", partition: "cancelled", student: "", instructor: "" });
      expect(await seen(moved)).toEqual({
        status: "CONFIRMED",
        partition: "upcoming",
        money: "locked",
        student: "cancel",
        instructor: "cancel",
      });
      expect([await isOffered(late), await isOffered(moved)]).toEqual([true, false]);
      expect(await figures(moved)).toEqual({ student: ONE, instructor: ONE });
      const again = await move(moved, moved.student, { ...thursday, startTime: "17:00" });
      expect([again.problem.status, again.problem.code]).toEqual([422, "RESCHEDULE_LOCKED"]);
    });

    it("BKR-9 stays where it is when the card is declined, and moves when it is not", async () => {
      await tell(city().url, "payments", { card: "decline" });
      const { problem } = await move(refused, refused.student, thursday);
      await tell(city().url, "payments", { card: "accept" });
      await city().settled();
      expect([problem.status, problem.code]).toEqual([422, "CARD_DECLINED"]);
      expect(await seen(refused)).toEqual({
        status: "CONFIRMED",
        partition: "upcoming",
        money: "authorized",
        student: "cancel reschedule",
        instructor: "cancel",
      });
      expect([await isOffered(refused), await isOffered({ ...refused, ...thursday })]).toEqual([false, true]);
      expect(await figures(refused)).toEqual({ student: ONE, instructor: ONE });
      for (const person of [refused.student, refused.instructor]) {
        const { body } = await person.call(listUpcomingBookings);
        expect(body.items.map(({ id }) => id)).toEqual([refused.bookingId]);
      }
      expect(await mails(refused)).toEqual({ student: ["You're booked", "Tomorrow"], instructor: ["New booking", "Tomorrow"] });
      expect((await move(refused, refused.student, thursday)).body.paymentMode).toBe("lock");
    });

    it("CX-9 gives the student credit, and never the money, when it is cancelled after all", async () => {
      await city().timeIs(plusHours(moved.startsAt, -20));
      const { lessonPriceCents } = await bookingOf(moved, moved.student);
      const call = { params: { bookingId: moved.bookingId }, body: { reason: "I am ill." }, headers: { "idempotency-key": freshKey() } };
      const { body } = await moved.student.call(cancelBooking, call);
      const credit = { outcome: "locked_cancel_ge12_full_credit", studentCreditCents: lessonPriceCents, refundedCents: 0 };
      expect(body.cancellation).toMatchObject({ window: "12to24", ...credit });
      await city().settled();
      expect(await seen(moved)).toMatchObject({ status: "CANCELLED", partition: "cancelled", student: "", instructor: "" });
      const once = { totalBookings: 1, cancelledBookings: 1 };
      expect(await figures(moved)).toMatchObject({ student: once, instructor: once });
      expect(await mails(moved)).toEqual({
        student: ["You're booked", "Tomorrow", "Lesson moved", "Cancelled"],
        instructor: ["New booking", "Tomorrow", "Lesson moved", "Booking cancelled"],
      });
    });
  });
}

async function optionsOf({ student, bookingId }: Lesson) {
  return (await student.call(getRescheduleOptions, { params: { bookingId } })).body;
}
