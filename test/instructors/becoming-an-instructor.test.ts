import { describe, expect, it } from "vitest";
import { requireCatalogService } from "../../core/search/catalog.ts";
import { instructorProfileKey, userKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import * as createMyInstructorProfile from "../../functions/instructors/create-my-instructor-profile.ts";
import * as listMyServices from "../../functions/instructors/list-my-services.ts";
import { openDay, pendingBooking, WEDNESDAY } from "../support/bookings.ts";
import { useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { freshToken, type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { eventsOf, stagesOf } from "./written.ts";

const table = useTable();
withoutRateLimits();
useClock("2026-03-02T15:00:00.000Z");

const service = (slug: string, terms: object = {}) => ({
  serviceId: requireCatalogService(slug).serviceId,
  formatPrices: [{ format: "online", hourlyRateCents: 8_000 }],
  ...terms,
});
const wanted = (special: object = {}) => ({
  bio: "I have taught for years.",
  yearsExperience: 4,
  services: [service("guitar")],
  ...special,
});
const create = async (person: SignedIn, body: object = wanted(), headers: Record<string, string> = {}) =>
  invoke(createMyInstructorProfile, { token: await freshToken(person), body, headers });

describe("createMyInstructorProfile", () => {
  it("INS-3 makes a student an instructor with everything that one has", async () => {
    const student = await signedIn();
    const reply = await create(student, wanted({ services: [service("guitar"), service("piano")] }));
    expect([reply.status, reply.headers.location, reply.headers.etag]).toEqual([201, "/api/v1/instructors/me", '"1"']);
    expect(reply.body).toMatchObject({
      bio: "I have taught for years.",
      bioIsDefault: false,
      yearsExperience: 4,
      minAdvanceBookingHours: 1,
      skillsConfigured: true,
      offlineReason: "never_live",
      serviceAreaSummary: "Manhattan",
      version: 1,
    });
    expect(reply.body.services.map(({ serviceName }) => serviceName).toSorted()).toEqual(["Guitar", "Piano"]);
    expect(await read(userKey(student.userId))).toMatchObject({ role: "instructor" });
    const { items } = (await invoke(listMyServices, { token: await freshToken(student) })).body;
    expect(items).toHaveLength(2);
  });

  it("INS-3, FUN-1 says what happened, and how far the newcomer is", async () => {
    const student = await signedIn();
    await create(student);
    expect((await eventsOf(table, student.userId)).map(({ type }) => type)).toEqual([
      "instructor.profile_created",
      "instructor_service.changed",
      "user.updated",
    ]);
    expect((await stagesOf(table, student.userId)).toSorted()).toEqual(["profile_submitted", "registered", "services_configured"]);
  });

  it("INS-3 refuses whoever has a profile, before anything else", async () => {
    const instructor = await signedIn({ role: "instructor", zipCode: "60601" });
    expect((await create(instructor, wanted({ bio: "short" }))).problem).toMatchObject({ status: 409, code: "INSTRUCTOR_PROFILE_EXISTS" });
  });

  it("INS-3, BKE-4 refuses a student who has lessons ahead, and says how many", async () => {
    const [student, instructor] = [await signedIn(), await liveInstructor()];
    await openDay(instructor.userId, WEDNESDAY);
    await pendingBooking(student, instructor, { startTime: "12:00" });
    await pendingBooking(student, instructor, { startTime: "15:00" });
    expect((await create(student)).problem).toMatchObject({ status: 409, code: "HAS_FUTURE_BOOKINGS", futureBookingsCount: 2 });
    expect(await read(instructorProfileKey(student.userId))).toBeUndefined();
  });

  it("BKE-4 never lets a lesson be booked by a student who becomes an instructor meanwhile", async () => {
    for (let round = 0; round < 4; round++) {
      const [student, instructor] = [await signedIn(), await liveInstructor()];
      await openDay(instructor.userId, WEDNESDAY);
      const [made, booked] = await Promise.all([create(student), pendingBooking(student, instructor).catch(() => undefined)]);
      expect([made.status === 201, booked !== undefined]).not.toEqual([true, true]);
    }
  });

  it("INS-3 refuses a ZIP code outside the market", async () => {
    const afar = await signedIn({ zipCode: "60601" });
    expect((await create(afar)).problem).toMatchObject({ status: 422, code: "ZIP_OUTSIDE_SERVICE_AREA" });
  });

  it.each([
    ["INS-5 a short bio", { bio: "short" }, "BIO_TOO_SHORT"],
    ["INS-6 too many years", { yearsExperience: 51 }, "VALIDATION_FAILED"],
    ["INS-3 no service", { services: [] }, "VALIDATION_FAILED"],
    ["OFF-1 a service twice", { services: [service("guitar"), service("guitar")] }, "DUPLICATE_SERVICE"],
    [
      "OFF-2 a price below the floor",
      { services: [service("guitar", { formatPrices: [{ format: "online", hourlyRateCents: 1 }] })] },
      "PRICE_BELOW_FLOOR",
    ],
  ])("%s is refused, and the student stays one", async (_, special, code) => {
    const student = await signedIn();
    expect((await create(student, wanted(special))).problem).toMatchObject({ status: 422, code });
    expect(await read(userKey(student.userId))).toMatchObject({ role: "student" });
  });

  it("API-35 repeats the answer of a repeated key", async () => {
    const student = await signedIn();
    const headers = { "idempotency-key": "become-1" };
    const first = await create(student, wanted(), headers);
    const second = await create(student, wanted(), headers);
    expect([second.status, second.text]).toEqual([201, first.text]);
  });

  it("INS-3 makes one profile when asked twice at the same time", async () => {
    const student = await signedIn();
    const replies = await Promise.all([create(student), create(student)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});
