import { describe, expect, it } from "vitest";
import type { InstructorProfile } from "../../core/instructors/instructor-profile.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { instructorProfileKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import * as searchServices from "../../functions/catalog/search-services.ts";
import * as getInstructor from "../../functions/instructors/get-instructor.ts";
import * as goLive from "../../functions/instructors/go-live.ts";
import * as setLocalVerification from "../../functions/instructors/set-local-verification.ts";
import { type LiveInstructorFacts, liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { eventsOf, searchPlacesOf, stagesOf } from "./written.ts";

const table = useTable();
withoutRateLimits();

const press = ({ token }: SignedIn) => invoke(goLive, { token });

/** Someone whose profile lacks nothing but the last step; `special` is what else they lack. */
async function ready(special: Partial<InstructorProfile> = {}, facts: LiveInstructorFacts = {}) {
  const profile = { isLive: false, offlineReason: "never_live", ...special } as const;
  const instructor = await liveInstructor({ ...facts, profile });
  if (profile.offlineReason !== "never_live") return instructor;
  await commit([update(instructorProfileKey(instructor.userId), { set: { onboardingCompletedAt: undefined } }, present)]);
  return instructor;
}

describe("goLive", () => {
  it("GOL-5 makes a finished profile visible, bookable and found", async () => {
    const maya = await ready({}, { offerings: [{ service: "harp" }] });
    expect((await invoke(getInstructor, { params: { instructorId: maya.userId } })).status).toBe(404);
    const { body, headers } = await press(maya);
    expect(body).toMatchObject({ isLive: true, offlineReason: null, bookable: true, version: maya.profile.version + 1 });
    expect(headers.etag).toBe(`"${body.version}"`);
    expect(body.onboardingCompletedAt).not.toBeNull();
    expect((await invoke(getInstructor, { params: { instructorId: maya.userId } })).body.preview).toBe(false);
    const found = await invoke(searchServices, { query: { q: "harp" } });
    expect(found.body.items.map(({ instructor }) => instructor.id)).toContain(maya.userId);
    expect(await searchPlacesOf(table, maya.userId)).toHaveLength(2);
  });

  it("GOL-5, FUN-1 says so once, and records the first time only", async () => {
    const maya = await ready();
    await press(maya);
    await press(maya);
    expect(await eventsOf(table, maya.userId)).toEqual([
      { type: "instructor.visibility_changed", data: { instructorId: maya.userId, isLive: true, reason: null, firstTime: true } },
    ]);
    expect((await stagesOf(table, maya.userId)).toSorted()).toEqual(["registered", "went_live"]);
  });

  it("GOL-5 keeps the instant of the first time when someone comes back", async () => {
    const maya = await ready({ offlineReason: "self", onboardingCompletedAt: "2025-12-01T12:00:00.000Z" });
    expect((await press(maya)).body.onboardingCompletedAt).toBe("2025-12-01T12:00:00.000Z");
    expect(await stagesOf(table, maya.userId)).toContain("reactivated");
  });

  it("GOL-2, GOL-3 names everything that is missing at once, and changes nothing", async () => {
    const newcomer = await signedIn({ role: "instructor" });
    const { problem, status } = await press(newcomer);
    expect([status, problem.code, problem.missing]).toEqual([
      422,
      "GO_LIVE_PREREQUISITES",
      ["skills", "identity", "stripe_connect", "background_check"],
    ]);
    expect(await read(instructorProfileKey(newcomer.userId))).toMatchObject({ isLive: false, version: 1 });
  });

  it("GOL-2 asks for the places that the formats need, and for the name to match", async () => {
    const homeless = await ready({ preferredTeachingLocations: [], identityNameMismatch: true }, { areas: [] });
    expect((await press(homeless)).problem.missing).toEqual(["service_areas", "teaching_locations", "name_mismatch"]);
    const online = await ready(
      { preferredTeachingLocations: [] },
      { areas: [], offerings: [{ formatPrices: [{ format: "online", hourlyRateCents: 8_000 }] }] },
    );
    expect((await press(online)).status).toBe(200);
  });

  it("GOL-2 does not count a check that has ended, even before the timer has run", async () => {
    const late = await ready({ clearanceValidUntil: "2020-06-01T00:00:00.000Z" });
    expect((await press(late)).problem.missing).toEqual(["background_check"]);
  });

  it("GOL-4 asks the account, then the administrators, before anything else", async () => {
    const suspended = await ready({ offlineReason: "admin", payoutsReady: false }, { accountStatus: "suspended" });
    expect((await press(suspended)).problem).toMatchObject({ status: 403, code: "ACCOUNT_SUSPENDED" });
    const barred = await ready({ offlineReason: "admin", payoutsReady: false });
    expect((await press(barred)).problem).toMatchObject({ status: 403, code: "OFFLINE_BY_ADMIN" });
  });

  it("GOL-4 answers whoever is live the profile, whatever is missing since", async () => {
    const live = await liveInstructor({ profile: { payoutsReady: false } });
    const { status, body } = await press(live);
    expect([status, body.version, body.notBookableReasons]).toEqual([200, live.profile.version, ["PAYOUTS_NOT_READY"]]);
  });

  it("GOL-5 goes live once when pressed twice at the same time", async () => {
    const maya = await ready();
    const replies = await Promise.all([press(maya), press(maya)]);
    expect(replies.map(({ status, body }) => [status, body.isLive])).toEqual([
      [200, true],
      [200, true],
    ]);
    expect(await read(instructorProfileKey(maya.userId))).toMatchObject({ version: maya.profile.version + 1 });
    expect(await eventsOf(table, maya.userId)).toHaveLength(1);
  });
});

describe("setLocalVerification", () => {
  it("lets an administrator count an instructor as verified, so that only the owner's part is missing", async () => {
    const newcomer = await signedIn({ role: "instructor" });
    const admin = await signedIn({ role: "admin" });
    const params = { instructorId: newcomer.userId };
    const { body } = await invoke(setLocalVerification, { token: admin.token, params });
    expect(body).toMatchObject({ instructorId: newcomer.userId, clearance: "valid", payoutsReady: true });
    expect((await press(newcomer)).problem.missing).toEqual(["skills"]);
    expect((await read(instructorProfileKey(newcomer.userId)))?.version).toBe(2);
    const student = await signedIn();
    const other = await invoke(setLocalVerification, { token: admin.token, params: { instructorId: student.userId } });
    expect(other.problem.code).toBe("INSTRUCTOR_NOT_FOUND");
  });
});
