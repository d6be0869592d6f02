import { describe, expect, it } from "vitest";
import { readClock } from "../../core/clients/clock.ts";
import { blurredPoint } from "../../core/instructors/blurred-point.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { instructorProfileKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { remove } from "../../core/table/write.ts";
import { plusMinutes } from "../../core/time.ts";
import * as getMyInstructorProfile from "../../functions/instructors/get-my-instructor-profile.ts";
import * as updateMyInstructorProfile from "../../functions/instructors/update-my-instructor-profile.ts";
import { callsOf } from "../support/calls.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { useMaps } from "../support/maps.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { eventsOf, stagesOf } from "./written.ts";

const table = useTable();
const maps = useMaps();
withoutRateLimits();

const get = ({ token }: SignedIn) => invoke(getMyInstructorProfile, { token });
const update = ({ token }: SignedIn, body: unknown, headers: Record<string, string> = {}) =>
  invoke(updateMyInstructorProfile, { token, body, headers });

const STUDIO = "1 Columbus Circle, New York";
const UPPER_WEST_SIDE = { lat: 40.7875, lng: -73.976 };
maps.put(STUDIO, UPPER_WEST_SIDE);
maps.put("2 Bedford Ave, Brooklyn", { lat: 40.7145, lng: -73.9565 });
maps.put("Central Park, New York", { lat: 40.782, lng: -73.9655 });

describe("getMyInstructorProfile", () => {
  it("INS-2, INS-7, BKB-11 shows a newcomer what is there from the first moment, and what is missing", async () => {
    const newcomer = await signedIn({ role: "instructor", firstName: "Maya", lastName: "Chen" });
    const { body, headers } = await get(newcomer);
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({
      firstName: "Maya",
      lastName: "Chen",
      bio: "Maya is a New York-based instructor.",
      bioIsDefault: true,
      yearsExperience: 0,
      minAdvanceBookingHours: 1,
      bookingSettings: { timezone: "America/New_York", bufferMinutes: 15, effectiveNoticeMinutes: { online: 60, studio: 60, travel: 180 } },
      services: [],
      serviceAreas: [{ key: "nyc-manhattan-chelsea-hudson-yards", borough: "manhattan", isPrimary: true }],
      serviceAreaSummary: "Manhattan",
      backgroundCheck: { status: null, clearance: "none", validUntil: null },
      isLive: false,
      offlineReason: "never_live",
      bookable: false,
      notBookableReasons: ["NOT_VERIFIED", "NOT_LIVE", "PAYOUTS_NOT_READY", "NO_ACTIVE_SERVICE"],
      favoriteCount: 0,
      photoUrl: null,
      completeness: 0,
      version: 1,
    });
  });

  it("PLP-5 shows the owner the exact place, and says that a live instructor is bookable", async () => {
    const { body } = await get(await liveInstructor());
    expect(body).toMatchObject({ bookable: true, notBookableReasons: [], completeness: 0.4 });
    expect(body.preferredTeachingLocations).toMatchObject([{ address: "200 W 86th St, New York, NY 10024", geocoded: true, lat: 40.788 }]);
    expect(body.services).toMatchObject([{ serviceName: "Piano", isActive: true }]);
  });

  it("reads everything in one round trip beyond the edge's own", async () => {
    const teacher = await liveInstructor();
    const { roundTrips } = await roundTripsOf(() => get(teacher));
    expect(roundTrips.length).toBeLessThanOrEqual(2);
  });

  it("API-34 is not sent again while its version stays", async () => {
    const { token } = await liveInstructor();
    const { headers } = await invoke(getMyInstructorProfile, { token });
    const again = await invoke(getMyInstructorProfile, { token, headers: { "if-none-match": headers.etag ?? "" } });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect(headers["cache-control"]).toBe("private, no-cache");
  });

  it("INS-1 answers 404 to an instructor without a profile", async () => {
    const { token, userId } = await signedIn({ role: "instructor" });
    await commit([remove(instructorProfileKey(userId), present)]);
    expect((await invoke(getMyInstructorProfile, { token })).problem).toMatchObject({ status: 404, code: "INSTRUCTOR_PROFILE_NOT_FOUND" });
  });
});

describe("updateMyInstructorProfile", () => {
  it("INS-4, INS-10 changes the given fields only; a bio of one's own is no default any more", async () => {
    const newcomer = await signedIn({ role: "instructor" });
    const { body } = await update(newcomer, { bio: "  I teach scales.\r\n\r\n\r\nAnd songs. " });
    expect(body).toMatchObject({ bio: "I teach scales.\n\nAnd songs.", bioIsDefault: false, yearsExperience: 0, version: 2 });
    expect(await eventsOf(table, newcomer.userId)).toEqual([
      { type: "instructor.profile_changed", data: { instructorId: newcomer.userId, fields: ["bio", "bioIsDefault"] } },
    ]);
    expect(await stagesOf(table, newcomer.userId)).toContain("profile_submitted");
  });

  it("INS-4 changes nothing and says nothing when it comes out the same", async () => {
    const teacher = await liveInstructor();
    const { body } = await update(teacher, { bio: teacher.profile.bio, yearsExperience: teacher.profile.yearsExperience });
    expect(body.version).toBe(teacher.profile.version);
    expect(await eventsOf(table, teacher.userId)).toEqual([]);
  });

  it("INS-20 notes once an hour that the instructor did something", async () => {
    const now = readClock();
    const busy = await liveInstructor({ profile: { lastActiveAt: plusMinutes(now, -50) } });
    await update(busy, { yearsExperience: 5 });
    expect((await read(instructorProfileKey(busy.userId)))?.lastActiveAt).toBe(busy.profile.lastActiveAt);
    const rested = await liveInstructor({ profile: { lastActiveAt: plusMinutes(now, -70) } });
    await update(rested, { yearsExperience: 5 });
    expect((await read(instructorProfileKey(rested.userId)))?.lastActiveAt).toSatisfy((at: string) => at >= now);
  });

  it("INS-4, API-33 saves on the version that was seen, and refuses another", async () => {
    const newcomer = await signedIn({ role: "instructor" });
    expect((await update(newcomer, { yearsExperience: 3 }, { "if-match": '"1"' })).body.version).toBe(2);
    const stale = await update(newcomer, { yearsExperience: 4 }, { "if-match": '"1"' });
    expect([stale.status, stale.problem.code, stale.problem.currentVersion, stale.headers.etag]).toEqual([
      412,
      "PRECONDITION_FAILED",
      2,
      '"2"',
    ]);
  });

  it("INS-4 loses no change when several are saved at once", async () => {
    const newcomer = await signedIn({ role: "instructor" });
    const bodies = [{ yearsExperience: 7 }, { minAdvanceBookingHours: 24 }, { bio: "I teach all day long." }];
    const replies = await Promise.all(bodies.map((body) => update(newcomer, body)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await get(newcomer)).body).toMatchObject({ ...bodies[0], ...bodies[1], ...bodies[2], version: 4 });
  });

  it.each([
    ["INS-4 an empty body", {}, "VALIDATION_FAILED"],
    ["INS-5 a bio of nine characters", { bio: " 123456789 " }, "BIO_TOO_SHORT"],
    ["INS-5 a bio of 1001 characters", { bio: "b".repeat(1_001) }, "BIO_TOO_LONG"],
    ["INS-6 more than fifty years", { yearsExperience: 51, bio: "short" }, "VALIDATION_FAILED"],
    ["INS-8 services", { services: [] }, "VALIDATION_FAILED"],
    ["PLP-1 three places of a kind", { preferredPublicSpaces: [1, 2, 3].map((n) => ({ address: `${n} Main St` })) }, "TOO_MANY_PLACES"],
    ["PLP-2 one place twice", { preferredPublicSpaces: [{ address: "1 Main St" }, { address: " 1  main ST " }] }, "DUPLICATE_PLACE"],
  ])("%s is refused", async (_, body, code) => {
    const reply = await update(await signedIn({ role: "instructor" }), body);
    expect([reply.status, reply.problem.code]).toEqual([422, code]);
  });

  it("PLP-4, PLP-6, PLP-7 puts a new place on the map, blurred for others, in its neighbourhood", async () => {
    const newcomer = await signedIn({ role: "instructor" });
    const { body } = await update(newcomer, { preferredTeachingLocations: [{ address: `  ${STUDIO} `, label: " Studio " }] });
    const blurred = blurredPoint("a key for blurring places in tests", newcomer.userId, STUDIO, UPPER_WEST_SIDE);
    expect(body.preferredTeachingLocations).toEqual([
      {
        id: expect.stringMatching(/^plc_/),
        kind: "teaching_location",
        address: STUDIO,
        label: "Studio",
        position: 0,
        geocoded: true,
        ...UPPER_WEST_SIDE,
        approxLat: blurred.lat,
        approxLng: blurred.lng,
        neighborhoodKey: "nyc-manhattan-upper-west-side",
      },
    ]);
    expect((await eventsOf(table, newcomer.userId)).map(({ type }) => type)).toEqual([
      "instructor.profile_changed",
      "instructor.teaching_locations_changed",
    ]);
  });

  it("PLP-3 keeps id and point of a place that stays, whatever its label and order, and asks the map nothing again", async () => {
    const teacher = await signedIn({ role: "instructor" });
    const first = await update(teacher, { preferredTeachingLocations: [{ address: STUDIO }, { address: "2 Bedford Ave, Brooklyn" }] });
    const asked = maps.asked.length;
    const second = await update(teacher, { preferredTeachingLocations: [{ address: "2 bedford ave, brooklyn", label: "Loft" }] });
    const [, loft] = first.body.preferredTeachingLocations;
    expect(second.body.preferredTeachingLocations).toEqual([{ ...loft, address: "2 bedford ave, brooklyn", label: "Loft", position: 0 }]);
    expect(maps.asked.length).toBe(asked);
  });

  it("PLP-4 takes the provider's own id of a place, and keeps an address that the map does not know", async () => {
    maps.put("place-of-studio", UPPER_WEST_SIDE);
    const teacher = await signedIn({ role: "instructor" });
    const { body } = await update(teacher, {
      preferredTeachingLocations: [{ address: "Somewhere", providerPlaceId: "place-of-studio" }, { address: "Nowhere at all" }],
    });
    expect(body.preferredTeachingLocations).toMatchObject([
      { geocoded: true, ...UPPER_WEST_SIDE },
      { geocoded: false, lat: null, approxLat: null, neighborhoodKey: null },
    ]);
  });

  it("PLP-7 a public space in a park is in the neighbourhood next to it, and is not blurred", async () => {
    const teacher = await signedIn({ role: "instructor" });
    const { body } = await update(teacher, { preferredPublicSpaces: [{ address: "Central Park, New York" }] });
    expect(body.preferredPublicSpaces).toMatchObject([{ kind: "public_space", geocoded: true, approxLat: null }]);
    expect(body.preferredPublicSpaces[0]?.neighborhoodKey).toMatch(/^nyc-manhattan-/);
  });

  it("PLP-8 keeps the last place on the map while an offering is taught there", async () => {
    const teacher = await liveInstructor();
    const reply = await update(teacher, { preferredTeachingLocations: [] });
    expect([reply.status, reply.problem.code]).toEqual([422, "TEACHING_LOCATION_REQUIRED"]);
    const online = await liveInstructor({ offerings: [{ formatPrices: [{ format: "online", hourlyRateCents: 8_000 }] }] });
    expect((await update(online, { preferredTeachingLocations: [] })).body.preferredTeachingLocations).toEqual([]);
    const placeless = await liveInstructor({ profile: { isLive: false, offlineReason: "self", preferredTeachingLocations: [] } });
    expect((await update(placeless, { preferredTeachingLocations: [{ address: "Nowhere at all" }] })).status).toBe(200);
  });

  it("asks the map before anything is decided and commits once", async () => {
    const teacher = await signedIn({ role: "instructor" });
    const { calls } = await callsOf(() => update(teacher, { preferredTeachingLocations: [{ address: STUDIO }] }));
    const actions = calls.map(({ action }) => action);
    expect(actions.filter((action) => action === "TransactWriteItems")).toHaveLength(1);
    expect(actions.indexOf("Geocode")).toBeLessThan(actions.indexOf("TransactWriteItems"));
  });
});
