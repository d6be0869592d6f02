import { describe, expect, it } from "vitest";
import type { InstructorProfile } from "../../core/instructors/instructor-profile.ts";
import * as getInstructor from "../../functions/instructors/get-instructor.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";

useTable();
withoutRateLimits();

const page = (instructorId: string, token?: string) =>
  invoke(getInstructor, { params: { instructorId }, ...(token === undefined ? {} : { token }) });

describe("getInstructor", () => {
  it("PUB-1, PUB-2, PUB-5 shows exactly what anyone may know", async () => {
    const maya = await liveInstructor({
      areas: ["nyc-brooklyn-greenpoint", "nyc-manhattan-midtown"],
      offerings: [{ service: "violin" }, { service: "piano", description: "Scales first." }],
      profile: { responseRatePct: 49, completedLessons: 12 },
    });
    const { body } = await page(maya.userId);
    expect(body).toMatchObject({
      instructorId: maya.userId,
      firstName: "Maya",
      lastInitial: "C.",
      isVerified: true,
      backgroundCheckPassed: true,
      memberSince: maya.profile.createdAt.slice(0, 7),
      completedLessons: 12,
      responseRatePct: null,
      serviceAreas: [
        { key: "nyc-brooklyn-greenpoint", name: "Greenpoint", borough: "brooklyn" },
        { key: "nyc-manhattan-midtown", name: "Midtown", borough: "manhattan" },
      ],
      serviceAreaBoroughs: ["Brooklyn", "Manhattan"],
      serviceAreaSummary: "Brooklyn, Manhattan",
      rating: { average: null, count: 0 },
      favoriteCount: 0,
      isFavorited: null,
      preview: false,
    });
    expect(body.services.map(({ name, serviceSlug, description }) => [name, serviceSlug, description])).toEqual([
      ["Piano", "piano", "Scales first."],
      ["Violin", "violin", null],
    ]);
  });

  it("PUB-3, PLP-5 shows no last name, e-mail, exact place, account or version", async () => {
    const maya = await liveInstructor();
    const { text, body } = await page(maya.userId);
    expect(text).not.toMatch(/Chen|@example\.com|86th|10001|40\.788\b|accountStatus|offlineReason|payout|"version"/);
    expect(body.teachingLocations).toEqual([
      { label: "Studio", approxLat: 40.78937, approxLng: -73.97711, neighborhoodKey: "nyc-manhattan-upper-west-side" },
    ]);
  });

  it.each<[string, Partial<InstructorProfile>]>([
    ["BKB-4 not verified", { clearance: "none" }],
    ["BKB-5 with an expired check", { clearanceValidUntil: "2020-01-01T00:00:00.000Z" }],
    ["BKB-6 offline", { isLive: false, offlineReason: "self" }],
    ["BKB-7 without payouts", { payoutsReady: false }],
  ])("PUB-6, %s, answers as if nobody were there, but its owner and administrators", async (_, profile) => {
    const hidden = await liveInstructor({ profile });
    const unknown = await page("usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4");
    const forStranger = await page(hidden.userId, (await signedIn()).token);
    expect([forStranger.status, forStranger.problem.code, forStranger.problem.detail]).toEqual([
      404,
      "INSTRUCTOR_NOT_FOUND",
      unknown.problem.detail,
    ]);
    expect((await page(hidden.userId)).status).toBe(404);
    expect((await page(hidden.userId, hidden.token)).body.preview).toBe(true);
    expect((await page(hidden.userId, (await signedIn({ role: "admin" })).token)).body.preview).toBe(true);
  });

  it("PUB-6 a suspended instructor and a student have no page", async () => {
    const suspended = await liveInstructor({ accountStatus: "suspended" });
    expect((await page(suspended.userId)).status).toBe(404);
    const student = await signedIn();
    expect((await page(student.userId, student.token)).problem.code).toBe("INSTRUCTOR_NOT_FOUND");
    expect((await page(student.userId, (await signedIn({ role: "admin" })).token)).status).toBe(404);
  });

  it("PUB-7 tells a signed-in student, and nobody else, whether they like the instructor", async () => {
    const maya = await liveInstructor();
    expect((await page(maya.userId, (await signedIn()).token)).body.isFavorited).toBe(false);
    expect((await page(maya.userId, maya.token)).body.isFavorited).toBeNull();
  });

  it("PUB-8 may be kept for a minute by anyone, and not at all by who is signed in", async () => {
    const maya = await liveInstructor();
    const visitor = await page(maya.userId);
    expect(visitor.headers["cache-control"]).toContain("public, max-age=60");
    expect(visitor.headers.etag).toMatch(/^W\//);
    expect((await page(maya.userId, (await signedIn()).token)).headers["cache-control"]).toBe("no-store");
  });

  it("BKB-12 decides on what is stored now, in one round trip", async () => {
    const maya = await liveInstructor();
    const { roundTrips } = await roundTripsOf(() => page(maya.userId));
    expect(roundTrips).toEqual([["BatchGetItem", "Query"]]);
  });
});
