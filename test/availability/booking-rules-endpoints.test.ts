import { beforeEach, describe, expect, it } from "vitest";
import { commit } from "../../core/table/commit.ts";
import { absent, any, present } from "../../core/table/condition.ts";
import { bookingRulesKey } from "../../core/table/keys.ts";
import { remove } from "../../core/table/write.ts";
import { addDays, plusMilliseconds, plusMinutes } from "../../core/time.ts";
import { BOOKING_RULES_EXAMPLE } from "../../functions/admin/booking-rules.schema.ts";
import * as getRules from "../../functions/admin/get-booking-rules.ts";
import * as updateRules from "../../functions/admin/update-booking-rules.ts";
import * as getSettings from "../../functions/availability/get-calendar-settings.ts";
import * as getAvailability from "../../functions/availability/get-instructor-availability.ts";
import * as getNext from "../../functions/availability/get-next-available-lesson.ts";
import { callAs } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { NOW, open, save } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

beforeEach(async () => {
  await commit([remove(bookingRulesKey, any(absent, present))]);
});

const TODAY = "2026-03-10";

describe("getBookingRules", () => {
  it("SET-8 answers the defaults as version 0 while nobody has changed them, to admins only", async () => {
    const reply = await callAs(await admin(), getRules);
    expect(reply.body).toEqual({ ...BOOKING_RULES_EXAMPLE, version: 0, updatedAt: null, updatedBy: null });
    expect(reply.headers.etag).toBe('"0"');
    expect((await callAs(await signedIn({ role: "instructor" }), getRules)).problem.code).toBe("ROLE_REQUIRED");
  });
});

describe("updateBookingRules", () => {
  it("SET-8 replaces the whole document with If-Match, counts versions and audits", async () => {
    const editor = await admin();
    const first = await change(editor, { publicDays: 60 }, "0");
    expect(first.body).toEqual({ ...BOOKING_RULES_EXAMPLE, publicDays: 60, version: 1, updatedAt: NOW, updatedBy: editor.userId });
    expect(first.headers.etag).toBe('"1"');
    setClock(plusMinutes(NOW, 1));
    expect((await change(editor, { noticeOnlineMinutes: 0 }, "1")).body).toMatchObject({
      publicDays: 30,
      noticeOnlineMinutes: 0,
      version: 2,
    });
    expect((await callAs(editor, getRules)).body).toMatchObject({ noticeOnlineMinutes: 0, version: 2 });
    expect(await table.partition("AUDIT#availability#booking_rules")).toMatchObject([
      { action: "booking_rules_update", actorId: editor.userId, before: { version: 0 }, after: { version: 1, publicDays: 60 } },
      { action: "booking_rules_update", before: { version: 1, publicDays: 60 }, after: { version: 2, publicDays: 30 } },
    ]);
  });

  it("SET-8 needs the present version: 428 without one, 412 with another, and of two editors one is told", async () => {
    const editor = await admin();
    expect((await callAs(editor, updateRules, { body: BOOKING_RULES_EXAMPLE })).problem.code).toBe("PRECONDITION_REQUIRED");
    expect((await change(editor, {}, "3")).problem).toMatchObject({ status: 412, currentVersion: 0 });
    const replies = await Promise.all([change(editor, { publicDays: 10 }, "0"), change(editor, { publicDays: 20 }, "0")]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 412]);
  });

  it.each([
    ["noticeTravelMinutes", 1_441],
    ["noticeOnlineMinutes", -1],
    ["overnightStartHour", 24],
    ["publicDays", 0],
    ["publicDays", 91],
    ["pastEditDays", 366],
    ["publicDetailLevel", "all"],
    ["publicShowsName", null],
  ])("SET-8 keeps to the bounds: %s is not %s", async (field, value) => {
    const { errors = [] } = (await change(await admin(), { [field]: value }, "0")).problem;
    expect(errors.map((error) => error.field)).toEqual([`/${field}`]);
  });
});

describe("changed rules", () => {
  it("SET-8 are followed within a minute everywhere, and cost no round trip", async () => {
    const instructor = await liveInstructor();
    await save(instructor, { days: [open(TODAY, "00:00-24:00")] });
    const week = async () => (await invoke(getAvailability, { params: { instructorId: instructor.userId } })).body;
    setClock(plusMinutes(NOW, 2));
    expect(await week()).toMatchObject({ endDate: addDays(TODAY, 29), detailLevel: "full", firstName: "Maya" });
    await change(await admin(), { publicDays: 90, publicShowsName: false, noticeTravelMinutes: 600, publicDetailLevel: "summary" }, "0");

    setClock(plusMilliseconds(plusMinutes(NOW, 3), -1));
    expect(await week()).toMatchObject({ endDate: addDays(TODAY, 29), firstName: "Maya" });
    setClock(plusMinutes(NOW, 3));
    const { result, roundTrips } = await roundTripsOf(week);
    expect(roundTrips).toEqual([["BatchGetItem", "GetItem", "Query"]]);
    expect(result).toMatchObject({ endDate: addDays(TODAY, 89), detailLevel: "summary" });
    expect((await callAs(instructor, getSettings)).body.effectiveNoticeMinutes.travel).toBe(600);
    const next = await invoke(getNext, { params: { instructorId: instructor.userId } });
    expect(next.body).toMatchObject({ found: true, startTime: "20:15", searchedUntil: addDays(TODAY, 89) });
  });

  it("AVP-8 hide names where the platform does not show them", async () => {
    const { userId } = await liveInstructor();
    await change(await admin(), { publicShowsName: false }, "0");
    setClock(plusMinutes(NOW, 30));
    expect((await invoke(getAvailability, { params: { instructorId: userId } })).body).toMatchObject({
      firstName: null,
      lastInitial: null,
    });
  });

  it("AVW-7 decide how far back hours can be edited", async () => {
    await change(await admin(), { pastEditDays: 0 }, "0");
    setClock(plusMinutes(NOW, 60));
    const saved = await save(await signedIn({ role: "instructor" }), {
      days: [open("2026-03-09", "09:00-10:00"), open(TODAY, "09:00-10:00")],
    });
    expect(saved.body).toMatchObject({ editedDates: [TODAY], skippedDates: ["2026-03-09"] });
  });
});

function admin(): Promise<SignedIn> {
  return signedIn({ role: "admin" });
}

function change(editor: SignedIn, special: Readonly<Record<string, unknown>>, version: string) {
  return callAs(editor, updateRules, { headers: { "if-match": `"${version}"` }, body: { ...BOOKING_RULES_EXAMPLE, ...special } });
}
