import { describe, expect, it } from "vitest";
import type { Booking, LessonLocation } from "../../core/bookings/booking.ts";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { userKey } from "../../core/table/keys.ts";
import { remove, update } from "../../core/table/write.ts";
import { plusHours, plusMilliseconds } from "../../core/time.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
import { callAs, MONDAY } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { storeBooking } from "./stored.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

const STARTS_AT = "2026-03-04T17:00:00.000Z";
const HOME: LessonLocation = {
  address: "200 W 23rd St, New York",
  lat: 40.74,
  lng: -73.99,
  neighborhoodKey: "nyc-manhattan-chelsea",
  neighborhoodName: "Chelsea",
};

describe("getBooking", () => {
  it("BK-55 answers strangers, of either role, as if there were no booking", async () => {
    const { student, instructor, booking } = await lesson();
    const absentId = newId("bkg", MONDAY);
    for (const stranger of [await signedIn(), await liveInstructor()]) {
      const foreign = await problem(stranger, booking.bookingId);
      expect(foreign).toEqual(await problem(stranger, absentId));
      expect(foreign).toEqual(await problem(stranger, "bkg_nonsense"));
      expect(foreign).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
    }
    for (const person of [student, instructor]) expect((await show(person, booking)).status).toBe(200);
  });

  it("BK-55 refuses a participant without the permission to look", async () => {
    const { instructor } = await lesson();
    const student = await signedIn({ permissionOverrides: { view_own_bookings: false } });
    const booking = await storeBooking(student, instructor, STARTS_AT);
    const { problem } = await show(student, booking);
    expect(problem).toMatchObject({ status: 403, code: "PERMISSION_REQUIRED", permission: "view_own_bookings" });
  });

  it("BKL-10, BKL-11 shows each side its own name in full and the other's initial, and no way to reach each other", async () => {
    const { student, instructor, booking } = await lesson();
    const seen = await show(student, booking);
    expect(seen.body.student).toMatchObject({ firstName: "Ada", lastInitial: "L", lastName: "Lovelace" });
    expect(seen.body.instructor).toMatchObject({ firstName: "Maya", lastInitial: "C", lastName: null });
    const taught = await show(instructor, booking);
    expect(taught.body.student).toMatchObject({ firstName: "Ada", lastInitial: "L", lastName: null });
    expect(taught.body.instructor).toMatchObject({ firstName: "Maya", lastInitial: "C", lastName: "Chen" });
    for (const { text } of [seen, taught]) {
      for (const { user } of [student, instructor]) expect(text).not.toContain(user.email);
    }
  });

  it("BKL-11 shows the instructor's share to the instructor only", async () => {
    const { student, instructor, booking } = await lesson();
    expect((await show(student, booking)).body.payment.instructorPayoutCents).toBeNull();
    expect((await show(instructor, booking)).body.payment.instructorPayoutCents).toBe(6_800);
  });

  it("BKL-10, BKL-12, BKL-13 shows administrators everything", async () => {
    const { booking } = await lesson({ locationType: "student_location", location: HOME, studentNote: "Third floor." });
    const admin = await signedIn({ role: "admin" });
    setClock(plusHours(booking.endsAt, 48));
    expect((await show(admin, booking)).body).toMatchObject({
      student: { lastName: "Lovelace" },
      instructor: { lastName: "Chen" },
      location: { address: HOME.address },
      studentNote: "Third floor.",
      can: { cancel: false, complete: false, reschedule: false },
    });
  });

  it("BKL-10 names erased people by what they were", async () => {
    const { student, instructor, booking } = await lesson();
    await commit([remove(userKey(instructor.userId), present)]);
    expect((await show(student, booking)).body.instructor).toMatchObject({ firstName: "Former instructor", lastInitial: null });
  });

  it("BKL-12, BKT-10 shows the student's home to the instructor until 24 hours after the lesson, then the neighbourhood", async () => {
    const { student, instructor, booking } = await lesson({ locationType: "student_location", location: HOME });
    const area = { address: null, label: null, neighborhood: "Chelsea", lat: null, lng: null };
    setClock(plusMilliseconds(plusHours(booking.endsAt, 24), -1));
    expect((await show(instructor, booking)).body).toMatchObject({ location: { address: HOME.address }, locationText: HOME.address });
    setClock(plusHours(booking.endsAt, 24));
    expect((await show(instructor, booking)).body).toMatchObject({ location: area, locationText: "Chelsea" });
    expect((await show(student, booking)).body.location).toMatchObject({ address: HOME.address });
  });

  it.each(["PENDING", "CANCELLED"] as const)("BKL-12 keeps the student's home from the instructor of a %s booking", async (status) => {
    const { instructor, booking } = await lesson({ status, locationType: "student_location", location: HOME });
    expect((await show(instructor, booking)).body.location).toMatchObject({ address: null, neighborhood: "Chelsea" });
  });

  it("BKL-12 shows the instructor's place to the student once it is agreed", async () => {
    const place = { ...HOME, label: "Studio" };
    const pending = await lesson({ status: "PENDING", locationType: "instructor_location", location: place });
    expect((await show(pending.student, pending.booking)).body).toMatchObject({
      location: { address: null, label: "Studio", neighborhood: "Chelsea" },
      locationText: "Studio, Chelsea",
    });
    const agreed = await lesson({ locationType: "instructor_location", location: place });
    expect((await show(agreed.student, agreed.booking)).body.location).toMatchObject({ address: HOME.address });
  });

  it("BKL-12 shows a meeting place and an online lesson to both alike", async () => {
    const neutral = await lesson({ status: "CANCELLED", locationType: "neutral_location", location: HOME });
    const online = await lesson();
    for (const side of ["student", "instructor"] as const) {
      expect((await show(neutral[side], neutral.booking)).body.location).toMatchObject({ address: HOME.address });
      expect((await show(online[side], online.booking)).body).toMatchObject({ location: null, locationText: "Online" });
    }
  });

  it("BKL-13 shows notes and the reason of a cancellation to both, and who cancelled as a role", async () => {
    const { student, instructor, booking } = await lesson({
      status: "CANCELLED",
      studentNote: "Scales.",
      instructorNote: "Bring the book.",
      cancellationReason: "Ill.",
      cancelledBy: { role: "student" },
    });
    for (const person of [student, instructor]) {
      const notes = { studentNote: "Scales.", instructorNote: "Bring the book." };
      expect((await show(person, booking)).body).toMatchObject({ ...notes, cancellationReason: "Ill.", cancelledBy: "student" });
    }
  });

  it("BKL-13 shows the words of a dispute to its author; the other side sees that there is one", async () => {
    const dispute = { disputeId: newId("bdp", MONDAY), by: "student", reason: "Nobody came.", at: MONDAY } as const;
    const { student, instructor, booking } = await lesson({ dispute });
    expect((await show(student, booking)).body.dispute).toMatchObject({ by: "student", reason: "Nobody came." });
    expect((await show(instructor, booking)).body.dispute).toMatchObject({ by: "student", reason: null });
  });

  it("BKL-15 shows a suspended counterpart as before", async () => {
    const { student, instructor, booking } = await lesson();
    await commit([update(userKey(instructor.userId), { set: { accountStatus: "suspended" } }, present)]);
    expect((await show(student, booking)).body.instructor).toMatchObject({ firstName: "Maya", lastInitial: "C" });
  });

  it("BKL-1, BKT-8, BKT-9 is upcoming, in progress and awaiting completion, changing exactly at the start and the end", async () => {
    const { student, instructor, booking } = await lesson();
    const at = async (now: typeof MONDAY) => {
      setClock(now);
      const [seen, taught] = [await show(student, booking), await show(instructor, booking)];
      return [seen.body.partition, seen.body.can.cancel, taught.body.can.complete];
    };
    expect(await at(plusMilliseconds(booking.startsAt, -1))).toEqual(["upcoming", true, false]);
    expect(await at(booking.startsAt)).toEqual(["in_progress", false, false]);
    expect(await at(plusMilliseconds(booking.endsAt, -1))).toEqual(["in_progress", false, false]);
    expect(await at(booking.endsAt)).toEqual(["awaiting_completion", false, true]);
  });

  it("BKT-8 answers 304 as long as neither the booking nor what the caller can do has changed", async () => {
    const { student, booking } = await lesson();
    const { etag = "" } = (await show(student, booking)).headers;
    expect(etag).toMatch(/^"1\.\d+"$/);
    const known = { params: { bookingId: booking.bookingId }, headers: { "if-none-match": etag } };
    const unchanged = await callAs(student, getBooking, known);
    expect([unchanged.status, unchanged.text, unchanged.headers.etag]).toEqual([304, "", etag]);
    setClock(booking.startsAt);
    expect((await callAs(student, getBooking, known)).status).toBe(200);
  });
});

async function lesson(special: Partial<Booking> = {}) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  return { student, instructor, booking: await storeBooking(student, instructor, STARTS_AT, special) };
}

function show(person: SignedIn | LiveInstructor, { bookingId }: Pick<Booking, "bookingId">) {
  return callAs(person, getBooking, { params: { bookingId } });
}

/** The refusal without what names this one request. */
async function problem(person: SignedIn, bookingId: string) {
  const { requestId: _id, instance: _path, ...rest } = (await callAs(person, getBooking, { params: { bookingId } })).problem;
  return rest;
}
