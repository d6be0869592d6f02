import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../core/ids.ts";
import { addDays, datesBetween, type Instant, type LocalDate, type LocalTime, plusMinutes } from "../../core/time.ts";
import * as getInstructorAvailability from "../../functions/availability/get-instructor-availability.ts";
import * as getNextAvailableLesson from "../../functions/availability/get-next-available-lesson.ts";
import * as getWeekAvailability from "../../functions/availability/get-week-availability.ts";
import * as saveWeekAvailability from "../../functions/availability/save-week-availability.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as createBooking from "../../functions/bookings/create-booking.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
import * as listUpcomingBookings from "../../functions/bookings/list-upcoming-bookings.ts";
import * as getCatalogService from "../../functions/catalog/get-catalog-service.ts";
import * as searchServices from "../../functions/catalog/search-services.ts";
import * as addMyService from "../../functions/instructors/add-my-service.ts";
import * as getMyInstructorProfile from "../../functions/instructors/get-my-instructor-profile.ts";
import * as goLive from "../../functions/instructors/go-live.ts";
import * as setLocalVerification from "../../functions/instructors/set-local-verification.ts";
import * as updateMyInstructorProfile from "../../functions/instructors/update-my-instructor-profile.ts";
import type { BodyOf } from "../support/invoke.ts";
import { type RuntimeProcess, startRuntimeProcess } from "../support/runtime-process.ts";
import { type Caller, liftRateLimits, moveClockTo, register, signInAdmin, tell } from "./local-city.ts";

// One instructor's way from registering to a taught lesson, as clients go it: over HTTP, on the runtime that npm start runs.

const dataDir = mkdtempSync(join(tmpdir(), "journey-"));
let runtime: RuntimeProcess;
let instructor: Caller;
let student: Caller;
let serviceOfHers: string;

beforeAll(async () => {
  liftRateLimits();
  runtime = await startRuntimeProcess({ dataDir, port: 0, schedules: false });
  await moveClockTo(runtime.url, MONDAY);
  [instructor, student] = await Promise.all([register(runtime.url, "instructor", "Ines"), register(runtime.url, "student", "Stan")]);
});
afterAll(async () => {
  await runtime?.stop();
  rmSync(dataDir, { recursive: true });
});

/** Ten to ten in New York: with an hour of notice, the next quarter is eleven. */
const MONDAY: Instant = "2027-03-01T14:50:00.000Z";
const WEEKS: readonly LocalDate[] = ["2027-03-01", "2027-03-08"];
const WEDNESDAY: LocalDate = "2027-03-03";
const online = { locationType: "online", durationMinutes: "60" } as const;

async function nextStart(): Promise<BodyOf<typeof getNextAvailableLesson>> {
  const params = { instructorId: instructor.userId };
  return (await student.call(getNextAvailableLesson, { params, query: online })).body;
}

async function startsOn(date: LocalDate): Promise<readonly string[]> {
  const query = { ...online, startDate: date, endDate: date };
  const { body } = await student.call(getInstructorAvailability, { params: { instructorId: instructor.userId }, query });
  return body.days?.[0]?.starts ?? [];
}

async function book(date: LocalDate, startTime: LocalTime): Promise<BodyOf<typeof createBooking>["booking"]> {
  const wish = { instructorId: instructor.userId, instructorServiceId: serviceOfHers, date, startTime, durationMinutes: 60 };
  const headers = { "idempotency-key": newId("evt", MONDAY) };
  return (await student.call(createBooking, { body: { ...wish, locationType: "online" }, headers })).body.booking;
}

async function statusOf(caller: Caller, bookingId: string): Promise<string> {
  return (await caller.call(getBooking, { params: { bookingId } })).body.status;
}

async function confirmed(bookingId: string): Promise<void> {
  await expect.poll(() => statusOf(student, bookingId), { timeout: 10_000 }).toBe("CONFIRMED");
}

describe("a first lesson", () => {
  it("GOL-2 begins with an instructor who learns what is missing, does it, and goes live", async () => {
    const service = await instructor.call(getCatalogService, { params: { serviceIdOrSlug: "ukulele" } });
    const offering = {
      serviceId: service.body.id,
      formatPrices: [{ format: "online", hourlyRateCents: 7_000 }],
      durationOptions: [30, 60],
    };
    const added = await instructor.call(addMyService, { body: offering });
    serviceOfHers = added.body.instructorServiceId;

    const early = await instructor.call(goLive);
    expect([early.problem.code, early.problem.missing]).toEqual([
      "GO_LIVE_PREREQUISITES",
      ["identity", "stripe_connect", "background_check"],
    ]);

    const admin = await signInAdmin(runtime.url);
    const verified = await admin.call(setLocalVerification, { params: { instructorId: instructor.userId } });
    expect(verified.status).toBe(200);
    const bio = "Ukulele for everyone who thinks that they cannot sing along.";
    const { body: profile } = await instructor.call(updateMyInstructorProfile, { body: { bio, yearsExperience: 4 } });
    expect([profile.bio, profile.bioIsDefault, profile.bookable]).toEqual([bio, false, false]);

    await instructor.call(goLive);
    expect((await instructor.call(getMyInstructorProfile)).body).toMatchObject({ isLive: true, bookable: true, notBookableReasons: [] });
  });

  it("AVW-4 goes on with weeks that she opens on what she has seen of them", async () => {
    expect(await nextStart()).toMatchObject({ found: false });
    for (const weekStart of WEEKS) {
      const seen = await instructor.call(getWeekAvailability, { query: { startDate: weekStart } });
      const days = datesBetween(weekStart, addDays(weekStart, 6)).map((date) => ({
        date,
        windows: [{ startTime: "10:00", endTime: "20:00", formats: "any" }],
      }));
      const save = { body: { weekStart, days }, headers: { "if-match": String(seen.headers.etag) } };
      expect((await instructor.call(saveWeekAvailability, save)).body.windowsCreated).toBe(7);
      expect((await instructor.call(saveWeekAvailability, save)).problem.status).toBe(412);
    }
  });

  it("BK-50 is found, booked and confirmed, and both people see it and hear of it", async () => {
    const { body: found } = await student.call(searchServices, { query: { q: "ukelele lessons" } });
    expect(found.items.map(({ instructor: { id } }) => id)).toContain(instructor.userId);
    const free = await nextStart();
    expect([free.date, free.startTime]).toEqual(["2027-03-01", "11:00"]);
    const booking = await book("2027-03-01", "11:00");
    expect([booking.status, booking.startsAt]).toEqual(["PENDING", free.startsAt]);
    await confirmed(booking.id);
    for (const person of [student, instructor]) {
      const { body: upcoming } = await person.call(listUpcomingBookings);
      expect(upcoming.items.map(({ id, status }) => [id, status])).toEqual([[booking.id, "CONFIRMED"]]);
      await expect.poll(async () => (await person.mails()).map(({ text }) => text), { timeout: 10_000 }).toHaveLength(1);
    }
    expect(await startsOn("2027-03-01")).not.toContain("11:00");
  });

  it("BKC-1 is cancelled by either of the two, and its time is free again", async () => {
    const [first] = (await instructor.call(listUpcomingBookings)).body.items;
    const again = await book(WEDNESDAY, "12:00");
    await confirmed(again.id);
    for (const [person, booking] of [
      [instructor, first],
      [student, again],
    ] as const) {
      const params = { bookingId: String(booking?.id) };
      const { body } = await person.call(cancelBooking, { params, body: { reason: "I have a cold." } });
      expect([body.booking.status, body.booking.cancelledBy]).toEqual(["CANCELLED", person === student ? "student" : "instructor"]);
    }
    expect((await nextStart()).startTime).toBe("11:00");
    expect(await startsOn(WEDNESDAY)).toContain("12:00");
    for (const person of [student, instructor]) await expect.poll(async () => (await person.mails()).length, { timeout: 10_000 }).toBe(4);
  });

  it("CK-3 is given up when its card is declined and nobody pays within half an hour", async () => {
    await tell(runtime.url, "payments", { card: "decline" });
    const booking = await book(WEDNESDAY, "15:00");
    await tell(runtime.url, "schedules/expire-unpaid-bookings/run");
    expect(await statusOf(student, booking.id)).toBe("PENDING");
    expect(await startsOn(WEDNESDAY)).not.toContain("15:00");
    await moveClockTo(runtime.url, plusMinutes(booking.createdAt, 30));
    await tell(runtime.url, "schedules/expire-unpaid-bookings/run");
    expect(await statusOf(student, booking.id)).toBe("PAYMENT_FAILED");
    expect(await startsOn(WEDNESDAY)).toContain("15:00");
    await tell(runtime.url, "payments", { card: "accept" });
  });

  it("BK-62 completes itself a day after its end, when nobody has said anything", async () => {
    const booking = await book(WEDNESDAY, "15:00");
    await confirmed(booking.id);
    const dayAfter: Instant = "2027-03-04T21:00:00.000Z";
    for (const [now, status] of [
      [plusMinutes(dayAfter, -1), "CONFIRMED"],
      [dayAfter, "COMPLETED"],
    ] as const) {
      await moveClockTo(runtime.url, now);
      await tell(runtime.url, "schedules/authorize-payments/run");
      await tell(runtime.url, "schedules/complete-due-lessons/run");
      expect(await statusOf(student, booking.id)).toBe(status);
    }
    const { body: lesson } = await instructor.call(getBooking, { params: { bookingId: booking.id } });
    expect([lesson.completedAt, lesson.can.complete]).toEqual([booking.endsAt, false]);
  });
});
