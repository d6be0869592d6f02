import { describe, expect, it } from "vitest";
import { required } from "../../../core/errors.ts";
import { type Instant, plusHours, plusMinutes } from "../../../core/time.ts";
import * as cancelBooking from "../../../functions/bookings/cancel-booking.ts";
import type { BodyOf } from "../../support/invoke.ts";
import { type City, dayOf, inNewYork } from "./city.ts";
import { book, bookingOf, figures, freshKey, isOffered, type Lesson, mails, seen } from "./lesson.ts";

const WEEK = 2;

type Side = "student" | "instructor";

/** One story: who cancels whose lesson when, and what it comes to. Lessons are told in the order of their cancellation. */
interface Story {
  readonly by: Side;
  readonly with: string;
  readonly window: "gte24" | "12to24" | "lt12";
  readonly at: (startsAt: Instant) => Instant;
  readonly outcome: string;
  /** What the money does meanwhile: nothing was held yet, or it waits for payments to carry out what was decided. */
  readonly money: string;
}

const LONG_AHEAD = (startsAt: Instant) => plusMinutes(plusHours(startsAt, -24), -1);
const THE_DAY_BEFORE = (startsAt: Instant) => plusMinutes(plusHours(startsAt, -24), 5);
const TOO_LATE = (startsAt: Instant) => plusMinutes(plusHours(startsAt, -12), 1);

const FREE = { outcome: "student_cancel_gt24_no_charge", money: "student_cancel_gt24_no_charge" };
const CREDIT = { outcome: "student_cancel_12_24_full_credit", money: "authorized" };
const SPLIT = { outcome: "student_cancel_lt12_split_50_50", money: "authorized" };
const REFUND = "instructor_cancel_full_refund";

const STORIES: readonly Story[] = [
  { by: "student", with: "samuel.okafor", window: "gte24", at: LONG_AHEAD, ...FREE },
  { by: "instructor", with: "dana.levi", window: "gte24", at: LONG_AHEAD, outcome: REFUND, money: REFUND },
  { by: "student", with: "ben.sullivan", window: "12to24", at: THE_DAY_BEFORE, ...CREDIT },
  { by: "instructor", with: "leila.haddad", window: "12to24", at: THE_DAY_BEFORE, outcome: REFUND, money: "authorized" },
  { by: "student", with: "anneliese.kruger", window: "lt12", at: TOO_LATE, ...SPLIT },
  { by: "instructor", with: "emily.carter", window: "lt12", at: TOO_LATE, outcome: REFUND, money: "authorized" },
];

/** Lessons that one of the two calls off: each side in each window. */
export function cancellations(city: () => City): void {
  describe("a lesson that is cancelled", () => {
    const lessons = new Map<Story, Lesson>();
    const lessonIn = (story: Story) => required(lessons.get(story), "the story has begun");

    it("BK-50 was to come, for each of the six", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "monday"), "10:00"));
      const booked = STORIES.map(async (story) => {
        lessons.set(story, await book(city(), { with: story.with, on: dayOf(WEEK, "thursday"), at: "10:00" }));
      });
      await Promise.all(booked);
      for (const lesson of lessons.values()) expect(await seen(lesson)).toMatchObject({ status: "CONFIRMED", partition: "upcoming" });
    });

    it.each(STORIES)("BKC-4..BKC-6, CX-3..CX-5, CX-8 by the $by in the window $window: $outcome", async (story) => {
      const { by, window, outcome, money } = story;
      const lesson = lessonIn(story);
      await city().timeIs(story.at(lesson.startsAt));
      expect(await isOffered(lesson)).toBe(false);
      const { lessonPriceCents, payment } = await bookingOf(lesson, lesson.instructor);
      const { cancellation } = await cancel(lesson, by);
      const splits = outcome === SPLIT.outcome;
      const credit = splits ? lessonPriceCents / 2 : outcome === CREDIT.outcome ? lessonPriceCents : 0;
      const payout = splits ? Math.round(Number(payment.instructorPayoutCents) / 2) : 0;
      expect(cancellation).toEqual({
        window,
        outcome,
        studentCreditCents: credit,
        refundedCents: 0,
        instructorPayoutCents: by === "instructor" ? payout : null,
      });

      expect(await seen(lesson)).toEqual({ status: "CANCELLED", partition: "cancelled", money, student: "", instructor: "" });
      for (const person of [lesson.student, lesson.instructor]) {
        const { cancelledBy, cancellationWindow, cancellationReason } = await bookingOf(lesson, person);
        expect([cancelledBy, cancellationWindow, cancellationReason]).toEqual([by, window, REASON]);
      }
      expect(await isOffered(lesson)).toBe(true);
      const once = { totalBookings: 1, cancelledBookings: 1 };
      expect(await figures(lesson)).toMatchObject({ student: once, instructor: { ...once, cancellationRate: 1 } });
    });

    it("BKC-8, NTF-10 is told once to each of the two, whenever it was cancelled, and never reminded of again", async () => {
      await city().timeIs(inNewYork(dayOf(WEEK, "saturday"), "10:00"));
      for (const story of STORIES) {
        const reminded = story.window === "gte24" ? [] : ["Tomorrow"];
        const { student, instructor } = await mails(lessonIn(story));
        expect(student).toEqual(["You're booked", ...reminded, story.by === "student" ? "Cancelled" : "Lesson cancelled"]);
        expect(instructor).toEqual(["New booking", ...reminded, story.by === "instructor" ? "Cancelled" : "Booking cancelled"]);
        expect(await seen(lessonIn(story))).toMatchObject({ status: "CANCELLED", student: "", instructor: "" });
      }
    });
  });
}

const REASON = "I have a cold.";

async function cancel({ city, bookingId, ...people }: Lesson, by: Side): Promise<BodyOf<typeof cancelBooking>> {
  const call = { params: { bookingId }, body: { reason: REASON }, headers: { "idempotency-key": freshKey() } };
  const { body } = await people[by].call(cancelBooking, call);
  await city.settled();
  return body;
}
