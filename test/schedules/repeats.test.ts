import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readClock } from "../../core/clients/clock.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { bookingFiguresKey, bookingPaymentKey } from "../../core/table/keys.ts";
import { publish } from "../../core/table/outbox.ts";
import { update } from "../../core/table/write.ts";
import { addDays, DAY_MS, type Instant, MINUTE_MS, plusMilliseconds } from "../../core/time.ts";
import * as applyRange from "../../functions/availability/apply-availability-to-date-range.ts";
import * as savePattern from "../../functions/availability/save-weekly-pattern.ts";
import { WEEKLY_PATTERN_EXAMPLE } from "../../functions/availability/weekly-pattern.schema.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as reportNoShow from "../../functions/bookings/report-no-show.ts";
import * as rescheduleBooking from "../../functions/bookings/reschedule-booking.ts";
import * as countBookings from "../../functions/consumers/count-bookings.ts";
import * as checkAvailabilityInvariants from "../../functions/schedules/check-availability-invariants.ts";
import * as checkBookingInvariants from "../../functions/schedules/check-booking-invariants.ts";
import * as completeDueLessons from "../../functions/schedules/complete-due-lessons.ts";
import * as continueRangeJobs from "../../functions/schedules/continue-range-jobs.ts";
import * as expireUnpaidBookings from "../../functions/schedules/expire-unpaid-bookings.ts";
import * as extendWeeklyPatterns from "../../functions/schedules/extend-weekly-patterns.ts";
import * as finishMoves from "../../functions/schedules/finish-moves.ts";
import * as forgetOldBookingTexts from "../../functions/schedules/forget-old-booking-texts.ts";
import * as pruneAvailabilityDays from "../../functions/schedules/prune-availability-days.ts";
import * as reconcileFigures from "../../functions/schedules/reconcile-figures.ts";
import * as resolveNoShows from "../../functions/schedules/resolve-no-shows.ts";
import * as sweepOutbox from "../../functions/schedules/sweep-outbox.ts";
import * as sweepReminders from "../../functions/schedules/sweep-reminders.ts";
import {
  callAs,
  confirmedBooking,
  openDay,
  pendingBooking,
  runSchedule,
  type ScheduleModule,
  serviceContext,
} from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { dyingAtEachCommit, endOf } from "../support/deliveries.ts";
import { connectionLost, failing, isTransaction } from "../support/faults.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { eventsOf } from "../support/outbox.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";

/** A Monday, ten in the morning in New York. */
const NOW: Instant = "2026-03-02T15:00:00.000Z";
const THIS_WEEK = "2026-03-02";
const ENDS_AT: Instant = "2026-03-04T18:00:00.000Z";

const table = useTable();
useClock(NOW);
withoutRateLimits();
beforeEach(() => vi.stubEnv("AVAILABILITY_RETENTION", "on"));
afterEach(() => vi.unstubAllEnvs());

/** What is to be done when a schedule runs, and when that is. */
interface Story {
  readonly schedule: ScheduleModule;
  tell(people: People): Promise<unknown>;
  readonly dueAt: Instant;
  /** How long who died keeps others away. */
  readonly leaseMs?: number;
}

interface People {
  readonly student: SignedIn;
  readonly instructor: LiveInstructor;
}

const STORIES: Readonly<Record<string, Story>> = {
  "check-availability-invariants": { schedule: checkAvailabilityInvariants, tell: twoLessons, dueAt: NOW },
  "check-booking-invariants": { schedule: checkBookingInvariants, tell: twoLessons, dueAt: NOW },
  "complete-due-lessons": { schedule: completeDueLessons, tell: twoLessons, dueAt: plusMilliseconds(ENDS_AT, DAY_MS) },
  "continue-range-jobs": {
    schedule: continueRangeJobs,
    tell: async ({ instructor }) => {
      const range = { fromWeekStart: THIS_WEEK, startDate: addDays(THIS_WEEK, 7), endDate: addDays(THIS_WEEK, 70) };
      const applying = () => callAs(instructor, applyRange, { body: range, headers: { "idempotency-key": "range" } });
      await failing(applying, (call) => isTransaction(call) && JSON.stringify(call.input).includes("AVDAY#"), connectionLost);
    },
    dueAt: plusMilliseconds(NOW, MINUTE_MS),
    leaseMs: MINUTE_MS,
  },
  "expire-unpaid-bookings": {
    schedule: expireUnpaidBookings,
    tell: async ({ student, instructor }) => {
      for (const startTime of ["12:00", "15:00"]) await pendingBooking(student, instructor, { startTime });
    },
    dueAt: plusMilliseconds(NOW, 30 * MINUTE_MS),
  },
  "extend-weekly-patterns": {
    schedule: extendWeeklyPatterns,
    tell: ({ instructor }) => callAs(instructor, savePattern, { body: { ...WEEKLY_PATTERN_EXAMPLE, weeksAhead: 8 } }),
    dueAt: plusMilliseconds(NOW, 30 * DAY_MS),
  },
  "finish-moves": {
    schedule: finishMoves,
    tell: async ({ student, instructor }) => {
      await openDay(instructor.userId, "2026-03-03");
      const { id } = await confirmedBooking(student, instructor);
      // To a time so near that its card is asked, which nobody answers.
      const move = { body: { date: "2026-03-03", startTime: "09:45" }, headers: { "idempotency-key": "move" } };
      expect((await callAs(student, rescheduleBooking, { params: { bookingId: id }, ...move })).status).toBe(409);
    },
    dueAt: plusMilliseconds(NOW, 2 * MINUTE_MS),
  },
  "forget-old-booking-texts": {
    schedule: forgetOldBookingTexts,
    tell: async ({ student, instructor }) => {
      const { id } = await confirmedBooking(student, instructor, { studentNote: "Scales, please." });
      await callAs(student, cancelBooking, { params: { bookingId: id }, body: { reason: "I am ill." } });
    },
    dueAt: plusMilliseconds(NOW, 2_555 * DAY_MS + 1),
  },
  "prune-availability-days": {
    schedule: pruneAvailabilityDays,
    tell: async ({ instructor }) => {
      for (const date of ["2026-03-05", "2026-03-06"] as const) await openDay(instructor.userId, date);
    },
    dueAt: plusMilliseconds(NOW, 200 * DAY_MS),
  },
  "reconcile-figures": {
    schedule: reconcileFigures,
    tell: async (people) => {
      await twoLessons(people);
      await deliver(countBookings, await eventsOf(table, "booking.confirmed"));
      await commit([update(bookingFiguresKey(people.student.userId), { set: { totalBookings: 7 } }, present)]);
    },
    dueAt: plusMilliseconds(NOW, DAY_MS),
  },
  "resolve-no-shows": {
    schedule: resolveNoShows,
    tell: async (people) => {
      const [booking] = await twoLessons(people);
      setClock(ENDS_AT);
      await callAs(people.student, reportNoShow, { params: { bookingId: booking }, body: {} });
    },
    dueAt: plusMilliseconds(ENDS_AT, DAY_MS),
  },
  "sweep-outbox": {
    schedule: sweepOutbox,
    // Nobody listens to it, so that no queue is needed: what a queue gets is the relay's matter.
    tell: ({ instructor }) => commit([publish(serviceContext(), "instructor.profile_created", { instructorId: instructor.userId })]),
    dueAt: plusMilliseconds(NOW, 2 * MINUTE_MS),
  },
  "sweep-reminders": { schedule: sweepReminders, tell: twoLessons, dueAt: "2026-03-03T17:01:00.000Z" },
};

describe("every schedule", () => {
  it("has a story here", () => {
    const files = readdirSync(join(import.meta.dirname, "..", "..", "functions", "schedules"));
    expect(Object.keys(STORIES)).toEqual(files.map((file) => file.replace(/\.ts$/, "")).toSorted());
  });

  it.each(Object.keys(STORIES))(
    "BK-62, BKL-22 %s ends alike, run once or again and again, at once, and dead around each commit",
    async (name) => {
      const story = STORIES[name] as Story;
      const undisturbed = await endAfter(story, () => runSchedule(story.schedule));
      const disturbed = await endAfter(story, async () => {
        await dyingAtEachCommit(() => {
          setClock(plusMilliseconds(readClock(), story.leaseMs ?? 0));
          return runSchedule(story.schedule);
        });
        setClock(plusMilliseconds(readClock(), story.leaseMs ?? 0));
        await Promise.all([1, 2, 3].map(() => runSchedule(story.schedule)));
      });
      expect(disturbed).toEqual(undisturbed);
    },
  );
});

/** What is stored after a story, once its schedule has run until nothing was left to do. */
async function endAfter({ schedule, tell, dueAt, leaseMs }: Story, run: () => Promise<unknown>): Promise<readonly string[]> {
  await table.clear();
  setClock(NOW);
  const [student, instructor] = [await signedIn(), await liveInstructor()];
  await openDay(instructor.userId);
  await tell({ student, instructor });
  setClock(dueAt);
  await run();
  expect(await runSchedule(schedule)).toMatchObject({ failed: 0 });
  return endOf(table, leaseMs === undefined ? "kept" : "dropped");
}

/** Two confirmed lessons on Wednesday, the first at noon, their money held. */
async function twoLessons({ student, instructor }: People) {
  const bookings = [await confirmedBooking(student, instructor), await confirmedBooking(student, instructor, { startTime: "17:00" })];
  for (const { id } of bookings) {
    const held = { paymentStatus: "authorized", paymentIntentId: "pi_1", cardHeldCents: 8_960 } as const;
    await commit([update(bookingPaymentKey(id), { set: held }, present)]);
  }
  const [first, second] = bookings.map(({ id }) => id);
  return [String(first), String(second)] as const;
}
