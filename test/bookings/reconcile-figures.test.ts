import { describe, expect, it } from "vitest";
import { getBookingStats as readStats } from "../../core/bookings/get-booking-stats.ts";
import { required } from "../../core/errors.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { bookingFiguresKey, bookingKey, earnedInMonthKey, taughtByKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { remove, update } from "../../core/table/write.ts";
import { plusHours, plusMinutes } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as countBookings from "../../functions/consumers/count-bookings.ts";
import * as reconcileFigures from "../../functions/schedules/reconcile-figures.ts";
import { callAs, confirmedBooking, MONDAY, openDay, pendingBooking, runSchedule, serviceContext } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { logLinesOf } from "../support/log-lines.ts";
import { eventsOf } from "../support/outbox.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const ENDS_AT = "2026-03-04T18:00:00.000Z";
/** The night after the lessons. */
const NIGHT = "2026-03-05T09:00:00.000Z";
const CLEAN = { scanned: 2, done: 2, failed: 0 };

describe("reconcile-figures", () => {
  it("BKL-22 finds the figures of the events to be those of the lists, and looks again when they move or a month later", async () => {
    const { instructor, student } = await lived();
    await count();
    const before = [await stats(student), await stats(instructor)];
    setClock(NIGHT);
    expect(await differencesOf(() => runSchedule(reconcileFigures))).toEqual([CLEAN, []]);
    expect([await stats(student), await stats(instructor)]).toEqual(before.map((figures) => ({ ...figures, asOf: NIGHT })));
    expect(await runSchedule(reconcileFigures)).toMatchObject({ scanned: 0 });
    setClock(plusHours(NIGHT, 29 * 24));
    expect(await runSchedule(reconcileFigures)).toMatchObject({ scanned: 0 });
    setClock(plusHours(NIGHT, 30 * 24));
    expect(await runSchedule(reconcileFigures)).toEqual(CLEAN);
  });

  it("BKL-22 corrects every figure that differs, and says so in the log and by a metric", async () => {
    const { instructor, student } = await lived();
    await count();
    const right = [await stats(student), await stats(instructor)];
    await commit([
      update(bookingFiguresKey(student.userId), { set: { totalBookings: 9, completedMinutes: 0, cancelledBookings: undefined } }, present),
      update(bookingFiguresKey(instructor.userId), { set: { earnedCents: 1 } }, present),
      update(earnedInMonthKey(instructor.userId, "2026-03"), { set: { earnedCents: 2 } }, present),
      remove(taughtByKey(student.userId, instructor.userId), present),
    ]);
    setClock(NIGHT);
    const [counters, lines] = await differencesOf(() => runSchedule(reconcileFigures));
    expect(counters).toEqual(CLEAN);
    const earned = (right[1] as { readonly totalEarningsCents: number }).totalEarningsCents;
    expect(lines).toEqual(
      expect.arrayContaining([
        [
          student.userId,
          [
            { figure: "totalBookings", counted: 9, listed: 4 },
            { figure: "cancelledBookings", counted: 0, listed: 2 },
            { figure: "completedMinutes", counted: 0, listed: 60 },
            { figure: `taughtBy ${instructor.userId}`, counted: 0, listed: 1 },
          ],
          4,
        ],
        [
          instructor.userId,
          [
            { figure: "earnedCents", counted: 1, listed: earned },
            { figure: "earned 2026-03", counted: 2, listed: earned },
          ],
          2,
        ],
      ]),
    );
    expect([await stats(student), await stats(instructor)]).toEqual(right.map((figures) => ({ ...figures, asOf: NIGHT })));
    expect(await read(taughtByKey(student.userId, instructor.userId))).toMatchObject({ completedLessons: 1 });
  });

  it("BKL-22 counts what an event never did that was lost, once it cannot come any more", async () => {
    const { student } = await lived();
    const lost = (await eventsOf(table, "booking.completed")).at(-1);
    await count(lost?.id);
    setClock(plusMinutes(NIGHT, -1));
    const [recent] = await bookingsOf(student);
    await commit([update(bookingKey(required(recent, "there is a booking")), { set: { updatedAt: plusMinutes(NIGHT, -59) } }, present)]);
    setClock(NIGHT);
    // One of the bookings changed within the hour: its event may be the one that is missing.
    expect((await differencesOf(() => runSchedule(reconcileFigures)))[1]).toEqual([]);
    expect(await read(bookingFiguresKey(student.userId))).not.toMatchObject({ completedBookings: 1 });
    setClock(plusHours(NIGHT, 24));
    expect((await differencesOf(() => runSchedule(reconcileFigures)))[1]).toHaveLength(2);
    expect(await read(bookingFiguresKey(student.userId))).toMatchObject({ completedBookings: 1, completedMinutes: 60 });
  });

  it("BKL-22 loses no event that is counted meanwhile", async () => {
    const { student, instructor } = await lived();
    await count();
    await commit([update(bookingFiguresKey(student.userId), { set: { totalBookings: 9 } }, present)]);
    setClock(NIGHT);
    await openDay(instructor.userId, "2026-03-06");
    await confirmedBooking(student, instructor, { date: "2026-03-06" });
    await Promise.all([runSchedule(reconcileFigures), count()]);
    setClock(plusHours(NIGHT, 24));
    await runSchedule(reconcileFigures);
    expect(await read(bookingFiguresKey(student.userId))).toMatchObject({ totalBookings: 5 });
    expect(await read(bookingFiguresKey(instructor.userId))).toMatchObject({ totalBookings: 5 });
  });
});

/** Of four bookings one is taught, one cancelled, one given up unpaid, and one still to come. */
async function lived() {
  await table.clear();
  setClock(MONDAY);
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  await openDay(instructor.userId, "2026-03-12");
  const held = await confirmedBooking(student, instructor);
  const cancelled = await confirmedBooking(student, instructor, { startTime: "15:00" });
  const unpaid = await pendingBooking(student, instructor, { startTime: "20:00" });
  await confirmedBooking(student, instructor, { date: "2026-03-12" });
  for (const { id } of [cancelled, unpaid]) {
    await callAs(student, cancelBooking, { params: { bookingId: id }, body: { reason: "I am ill." } });
  }
  setClock(ENDS_AT);
  await callAs(instructor, completeBooking, { params: { bookingId: held.id }, body: {} });
  return { student, instructor };
}

/** All events reach the figures but the one that is lost. */
async function count(lostId?: string): Promise<void> {
  const lists = await Promise.all(countBookings.consumer.events.map((eventType) => eventsOf(table, eventType)));
  const events = lists.flat().filter(({ id }) => id !== lostId);
  // An event that lost a race comes again.
  for (let left = events; left.length > 0; ) {
    const refused = await deliver(countBookings, left);
    left = left.filter(({ id }) => refused.includes(id));
  }
}

/** What the run answered, and of whom it said what: the differences and how many the metric counts. */
async function differencesOf(run: () => Promise<unknown>) {
  let answered: unknown;
  const written = await logLinesOf(async () => {
    answered = await run();
  });
  const lines = written.split("\n").filter((line) => line.includes("booking figures differed"));
  return [
    answered,
    lines.map((line) => JSON.parse(line)).map((line) => [line.userId, line.differences, line.BookingFigureDifference]),
  ] as const;
}

async function stats({ userId, user, session }: SignedIn) {
  const principal = { kind: "member", userId, role: user.role, permissions: new Set<never>(), sessionId: session.sessionId } as const;
  return readStats({ ...serviceContext(), principal });
}

async function bookingsOf({ userId }: SignedIn) {
  const items = await table.items();
  return items.flatMap(({ type, studentId, bookingId }) =>
    type === "booking" && studentId === userId ? [bookingId as `bkg_${string}`] : [],
  );
}
