import { describe, expect, it } from "vitest";
import { finishMove } from "../../core/bookings/finish-move.ts";
import { newId } from "../../core/ids.ts";
import { addMinutesToTime, type LocalDate, type LocalTime } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as rescheduleBooking from "../../functions/bookings/reschedule-booking.ts";
import { open, save } from "../availability/own-week.ts";
import { ACCEPTED, DECLINED } from "../bookings/moving.ts";
import { bookingsIn, brokenPromises } from "../support/booking-truth.ts";
import { type BookingBody, book, callAs, confirmedBooking, MONDAY, openDay, serviceContext, WEDNESDAY } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { answerMoves } from "../support/moves.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const MONDAY_DATE = "2026-03-02";
const THURSDAY: LocalDate = "2026-03-05";
const STARTS: readonly LocalTime[] = ["09:00", "10:30", "12:00", "13:30", "15:00", "16:30"];

describe("races of moves", () => {
  it("BKR-8, BKR-12, BK-56, AV-60, AV-62 calendar, claims and bookings agree after moves, cancellations, bookings and week saves at once", async () => {
    const { instructor, lessons } = await busyDay();
    const storm = [
      ...lessons.flatMap(({ student, booking }, index) => [
        // Into the next lesson's time, into a part of the own, and to another day: only one of the three can be.
        move(student, booking, { startTime: STARTS[(index + 1) % STARTS.length] }),
        move(student, booking, { startTime: addMinutesToTime(booking.startTime, 30) }),
        move(student, booking, { date: THURSDAY }),
        ...(index % 2 === 0 ? [cancel(index % 4 === 0 ? student : instructor, booking)] : []),
      ]),
      ...STARTS.map(async (startTime) => book(await signedIn(), instructor, { startTime })),
      ...["18:00", "20:00", "22:00"].map((endTime) => keepHours(instructor, endTime)),
    ];
    const answers = await Promise.all(storm);

    const items = await table.items();
    expect(brokenPromises(items)).toEqual([]);
    const bookings = bookingsIn(items);
    for (const { booking } of lessons) {
      const old = bookings.find(({ bookingId }) => bookingId === booking.id);
      const next = bookings.filter(({ rescheduledFromBookingId }) => rescheduledFromBookingId === booking.id);
      expect(next.map(({ bookingId }) => bookingId)).toEqual(old?.rescheduledToBookingId ? [old.rescheduledToBookingId] : []);
    }
    expect(answers.map((answer) => answer.status).filter((status) => status >= 500)).toEqual([]);
    // There was something to race for: some lessons moved, and some did not.
    const moved = bookings.filter(({ cancellationCode }) => cancellationCode === "rescheduled");
    expect(moved.length).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer.status === 409).length).toBeGreaterThan(0);
  });

  it("BKR-9, BKR-10, AV-59, AV-62 so they do when the card is asked first and answers at any moment, with yes or no", async () => {
    const { instructor, lessons } = await busyDay();
    // Between 12 and 24 hours before all of them.
    setClock("2026-03-03T23:00:00.000Z");
    let asked = 0;
    const storm = () =>
      lessons.flatMap(({ student, booking }, index) => [
        move(student, booking, { startTime: STARTS[(index + 1) % STARTS.length] }),
        move(student, booking, { startTime: addMinutesToTime(booking.startTime, 30) }),
        move(student, booking, { date: THURSDAY }),
        ...(index % 3 === 0 ? [cancel(instructor, booking)] : []),
      ]);
    const answers = await answerMoves(
      () => Promise.all(storm()),
      ({ data }) => finishMove(serviceContext(), data.bookingId, asked++ % 2 === 0 ? ACCEPTED : DECLINED),
    );

    const items = await table.items();
    expect(brokenPromises(items)).toEqual([]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(bookingsIn(items).filter(({ movingTo }) => movingTo !== undefined)).toEqual([]);
    // There was something to race for: some cards said yes, and some no.
    for (const status of [201, 422]) expect(answers.map((answer) => answer.status)).toContain(status);
  });

  it("BK-47, BKR-8 the same move sent many times at once happens once", async () => {
    const instructor = await liveInstructor();
    await Promise.all([openDay(instructor.userId), openDay(instructor.userId, THURSDAY)]);
    const student = await signedIn();
    const booking = await confirmedBooking(student, instructor);
    const key = newId("evt", MONDAY);
    const replies = await Promise.all(Array.from({ length: 8 }, () => move(student, booking, { date: THURSDAY }, key)));
    const moved = replies.filter((reply) => reply.status === 201);
    expect(new Set(moved.map((reply) => reply.body.booking.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.status !== 201).every((reply) => reply.problem.code === "OPERATION_IN_PROGRESS")).toBe(true);
    expect(brokenPromises(await table.items())).toEqual([]);
  });
});

/** An instructor with a lesson of another student at each start of Wednesday. */
async function busyDay() {
  const instructor = await liveInstructor();
  await Promise.all([WEDNESDAY, THURSDAY].map((date) => openDay(instructor.userId, date)));
  const lessons = await Promise.all(
    STARTS.map(async (startTime) => {
      const student = await signedIn();
      return { student, booking: await confirmedBooking(student, instructor, { startTime }) };
    }),
  );
  return { instructor, lessons };
}

function move(
  student: SignedIn,
  { id, date, startTime }: BookingBody,
  special: Readonly<Record<string, unknown>>,
  key: string = newId("evt", MONDAY),
) {
  const body = { date, startTime, ...special };
  return callAs(student, rescheduleBooking, { params: { bookingId: id }, body, headers: { "idempotency-key": key } });
}

function cancel(person: SignedIn, { id }: BookingBody) {
  return callAs(person, cancelBooking, { params: { bookingId: id }, body: { reason: "I am ill." } });
}

/** The instructor closes the evening while all that goes on. */
function keepHours(instructor: LiveInstructor, endTime: string) {
  return save(instructor, { weekStart: MONDAY_DATE, days: [open(WEDNESDAY, `06:00-${endTime}`)] });
}
