import { describe, expect, it } from "vitest";
import { isSampled } from "../../core/availability/check-calendar.ts";
import { fromRanges, noSlots } from "../../core/availability/slot-bitmap.ts";
import { checkBookings } from "../../core/bookings/check-bookings.ts";
import { finishMove } from "../../core/bookings/finish-move.ts";
import { readClock } from "../../core/clients/clock.ts";
import { type BookingId, newId, type UserId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { absent, present } from "../../core/table/condition.ts";
import { bookingKey, bookingListKey, studentDayKey } from "../../core/table/keys.ts";
import { put, remove, update } from "../../core/table/write.ts";
import { addDays, type LocalDate, plusHours } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as checkBookingInvariants from "../../functions/schedules/check-booking-invariants.ts";
import {
  type BookingBody,
  callAs,
  confirmedBooking,
  MONDAY,
  openDay,
  runSchedule,
  serviceContext,
  WEDNESDAY,
} from "../support/bookings.ts";
import { callsOf } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { logLinesOf } from "../support/log-lines.ts";
import { holdMove } from "../support/moves.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { ACCEPTED, DECLINED, lateLesson, move as moveTo } from "./moving.ts";
import { storeBooking } from "./stored.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const THURSDAY = addDays(WEDNESDAY, 1);
const NIGHT: LocalDate = "2026-03-03";

describe("check-booking-invariants", () => {
  it("finds nothing wrong with lessons booked, cancelled, moved, and over UTC midnight", async () => {
    const { student, instructor, booking } = await lesson();
    await confirmedBooking(student, instructor, { startTime: "18:30" });
    const { id } = await confirmedBooking(student, instructor, { startTime: "15:00" });
    await callAs(student, cancelBooking, { params: { bookingId: id }, body: { reason: "I am ill." } });
    await move(student, booking);
    for (const hours of [0, 24, 48, 60]) {
      setClock(plusHours(MONDAY, hours));
      for (const { userId } of [student, instructor]) expect(await checkBookings(userId, plusHours(MONDAY, hours))).toEqual([]);
    }
  });

  it("finds time of a student that is no lesson's, and lessons without time", async () => {
    const { student, booking } = await lesson();
    const other = "2026-03-20";
    await changeDay(student.userId, WEDNESDAY, noSlots());
    await commit([put(studentDayKey(student.userId, other), dayOf(student.userId, other), absent)]);
    const broken = "STUDENT_TIME_IS_NOT_THE_LESSONS";
    expect(await checkBookings(student.userId, MONDAY)).toMatchObject([
      { broken, of: WEDNESDAY },
      { broken, of: other },
    ]);
    // Two days after the lesson nobody looks at its date any more.
    const [last, after] = [plusHours(booking.startsAt, 48), plusHours(booking.startsAt, 72)];
    expect(await checkBookings(student.userId, last)).toMatchObject([{ of: WEDNESDAY }, { of: other }]);
    expect(await checkBookings(student.userId, after)).toMatchObject([{ of: other }]);
  });

  it.each(["student", "instructor"] as const)(
    "finds a list of the %s that shows a booking otherwise, or not at all, or one that is not",
    async (side) => {
      const { student, instructor, booking } = await lesson();
      const [owner, other] = side === "student" ? [student, instructor] : [instructor, student];
      const broken = { broken: "LIST_ENTRY_IS_NOT_THE_BOOKING", of: booking.id };
      const key = bookingListKey(owner.userId, booking.startsAt, booking.id);
      await commit([update(key, { set: { status: "CANCELLED" } }, present)]);
      for (const { userId } of [owner, other]) expect(await checkBookings(userId, MONDAY)).toMatchObject([broken]);
      await commit([remove(key, present)]);
      expect(await checkBookings(other.userId, MONDAY)).toMatchObject([broken]);
      const ghost = newId("bkg", MONDAY);
      const entry = { bookingId: ghost, startsAt: booking.startsAt, side, userId: owner.userId, studentId: student.userId };
      await commit([
        update(bookingListKey(owner.userId, booking.startsAt, ghost), { set: { ...entry, instructorId: instructor.userId } }, absent),
      ]);
      expect(await checkBookings(owner.userId, MONDAY)).toContainEqual(expect.objectContaining({ ...broken, of: ghost }));
    },
  );

  it("finds a move that only one of its two bookings knows of", async () => {
    const { student, booking } = await lesson();
    const moved = await move(student, booking);
    await commit([update(bookingKey(booking.id), { set: { rescheduledToBookingId: undefined } }, present)]);
    expect(await wrongLinks(student.userId)).toEqual([moved]);
    await commit([update(bookingKey(booking.id), { set: { rescheduledToBookingId: moved } }, present)]);
    expect(await wrongLinks(student.userId)).toEqual([]);
    await commit([update(bookingKey(moved), { set: { rescheduledFromBookingId: undefined } }, present)]);
    expect(await wrongLinks(student.userId)).toEqual([booking.id]);
    await commit([update(bookingKey(booking.id), { set: { movingTo: movingTo(newId("bkg", MONDAY)) } }, present)]);
    expect(await wrongLinks(student.userId)).toEqual([booking.id]);
  });

  it.each(["student", "instructor"] as const)("finds a %s in two lessons at once", async (side) => {
    const { student, instructor, booking } = await lesson();
    const [otherStudent, otherInstructor] = [await signedIn(), await liveInstructor()];
    const people = side === "student" ? ([student, otherInstructor] as const) : ([otherStudent, instructor] as const);
    const { bookingId } = await storeBooking(people[0], people[1], plusHours(booking.startsAt, 0.5));
    const touching = await storeBooking(people[0], people[1], plusHours(booking.startsAt, 1.5));
    const found = await checkBookings(side === "student" ? student.userId : instructor.userId, MONDAY);
    const overlapping = found.filter(({ broken }) => broken === "LESSONS_OVERLAP");
    expect(overlapping).toMatchObject([{ of: bookingId }]);
    expect(found).not.toContainEqual(expect.objectContaining({ broken: "LESSONS_OVERLAP", of: touching.bookingId }));
  });

  it.each([
    ["is made", ACCEPTED],
    ["fails", DECLINED],
  ])(
    "BKR-9, BKR-11 takes a move into its own time for no contradiction while it waits for its money, nor when it %s",
    async (_, answer) => {
      const { student, instructor, booking } = await lateLesson();
      const { newId: movedId, reply } = await holdMove(() => moveTo(student, booking.id, { date: WEDNESDAY, startTime: "12:30" }));
      for (const { userId } of [student, instructor]) expect(await checkBookings(userId, readClock())).toEqual([]);
      await finishMove(serviceContext(), movedId, answer);
      await reply;
      for (const { userId } of [student, instructor]) expect(await checkBookings(userId, readClock())).toEqual([]);
    },
  );

  it("looks each night at some instructors and their students, raises an alarm, repairs nothing and scans nothing", async () => {
    await table.clear();
    const { student, instructor } = await lesson(sampledId());
    const { student: unseen } = await lesson(sampledId(false));
    for (const { userId } of [student, unseen]) await changeDay(userId, WEDNESDAY, noSlots());
    setClock(`${NIGHT}T04:45:00.000Z`);
    const before = await table.items();
    let actions: string[] = [];
    const written = await logLinesOf(async () => {
      const { result, calls } = await callsOf(() => runSchedule(checkBookingInvariants));
      expect(result).toEqual({ scanned: 2, done: 1, failed: 1 });
      actions = calls.map(({ action }) => action);
    });
    expect(new Set(actions)).toEqual(new Set(["Query", "BatchGetItem"]));
    expect(await table.items()).toEqual(before);
    const lines = written.split("\n").filter((line) => line.includes("booking invariant broken"));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "error", userId: student.userId, BookingInvariantBroken: 1, bookings: [{ of: WEDNESDAY }] },
    ]);
    expect(written).not.toContain(instructor.userId);
  });
});

/** A confirmed lesson on Wednesday at noon in New York; the day after is open too. */
async function lesson(instructorId?: UserId) {
  const student = await signedIn();
  const instructor = await liveInstructor(instructorId === undefined ? {} : { userId: instructorId });
  for (const date of [WEDNESDAY, THURSDAY]) await openDay(instructor.userId, date);
  return { student, instructor, booking: await confirmedBooking(student, instructor) };
}

async function move(student: SignedIn, { id }: BookingBody): Promise<BookingId> {
  return (await moveTo(student, id)).body.booking.id;
}

function movingTo(bookingId: BookingId) {
  return { bookingId, leaseUntil: plusHours(MONDAY, 1) };
}

async function wrongLinks(userId: UserId) {
  const found = await checkBookings(userId, MONDAY);
  return found.flatMap(({ broken, of }) => (broken === "LINK_IS_ONE_SIDED" ? [of] : []));
}

async function changeDay(studentId: UserId, utcDate: LocalDate, busy: Uint8Array): Promise<void> {
  await commit([update(studentDayKey(studentId, utcDate), { set: { busy } }, present)]);
}

function dayOf(studentId: UserId, utcDate: LocalDate) {
  return { studentId, utcDate, busy: fromRanges([{ start: 0, end: 12 }]), revision: 1 };
}

/** Somebody whom the night looks at, or does not. */
function sampledId(isWanted = true): UserId {
  for (;;) {
    const id = newId("usr", MONDAY);
    if (isSampled(id, NIGHT) === isWanted) return id;
  }
}
