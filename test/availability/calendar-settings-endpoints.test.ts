import { describe, expect, it } from "vitest";
import { calendarItems } from "../../core/availability/calendar-repository.ts";
import { observeCalls } from "../../core/clients/observe.ts";
import { commit, StaleWrite } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { calendarSettingsKey, userKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { addDays, type Instant, plusMilliseconds } from "../../core/time.ts";
import * as acknowledge from "../../functions/availability/acknowledge-calendar-settings.ts";
import * as getSettings from "../../functions/availability/get-calendar-settings.ts";
import * as getAvailability from "../../functions/availability/get-instructor-availability.ts";
import * as updateSettings from "../../functions/availability/update-calendar-settings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { freshToken, type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, claimOf, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

const LESSON = { date: THURSDAY, startTime: "12:00", durationMinutes: 60, locationType: "online" } as const;

describe("getCalendarSettings", () => {
  it("SET-1 AV-35 answers what registering gave, with the notice that really counts and the version as ETag", async () => {
    const instructor = await signedIn({ role: "instructor", profile: { minAdvanceBookingHours: 2 } });
    const reply = await settingsOf(instructor);
    expect(reply.body).toEqual({
      timezone: "America/New_York",
      profileTimezone: "America/New_York",
      bufferMinutes: 15,
      travelBufferMinutes: 60,
      overnightProtectionEnabled: true,
      bookingHorizonDays: 365,
      minAdvanceBookingHours: 2,
      effectiveNoticeMinutes: { online: 120, studio: 120, travel: 180 },
      acknowledgedAt: null,
      version: 1,
    });
    expect(reply.headers).toMatchObject({ etag: '"1"', "cache-control": "private, no-cache" });
  });

  it("SET-7 shows the account's zone beside its own, which stays", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await commit([update(userKey(instructor.userId), { set: { timezone: "America/Chicago" } }, present)]);
    expect((await settingsOf(instructor)).body).toMatchObject({ timezone: "America/New_York", profileTimezone: "America/Chicago" });
  });

  it("waits for one round trip beside the edge's own, and is for instructors", async () => {
    const instructor = await signedIn({ role: "instructor" });
    expect((await roundTripsOf(() => settingsOf(instructor))).roundTrips).toEqual([["BatchGetItem"], ["BatchGetItem"]]);
    expect((await settingsOf(await signedIn())).problem.code).toBe("ROLE_REQUIRED");
  });
});

describe("acknowledgeCalendarSettings", () => {
  it("SET-4 keeps the first instant however often and at once it is said, and shows it under a new ETag", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const said = async () => (await invoke(acknowledge, { token: await freshToken(instructor) })).body.acknowledgedAt;
    expect(await Promise.all([said(), said(), said()])).toEqual([NOW, NOW, NOW]);
    setClock(plusMilliseconds(NOW, 60_000));
    expect(await said()).toBe(NOW);
    const { body, headers } = await settingsOf(instructor);
    expect([body.acknowledgedAt, body.version, headers.etag]).toEqual([NOW, 2, '"2"']);
  });
});

describe("updateCalendarSettings", () => {
  it("SET-2 SET-5 changes what is sent, tells and audits it", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const reply = await change(instructor, { bufferMinutes: 30, overnightProtectionEnabled: false });
    expect(reply.body).toMatchObject({ bufferMinutes: 30, travelBufferMinutes: 60, overnightProtectionEnabled: false, version: 2 });
    expect(reply.headers.etag).toBe('"2"');
    expect((await settingsOf(instructor)).body).toEqual(reply.body);
    expect(await eventsOf(instructor)).toMatchObject([
      { eventType: "availability.settings_changed", data: { instructorId: instructor.userId, version: 2, timezoneChanged: false } },
    ]);
    expect(await table.partition(`AUDIT#availability#${instructor.userId}`)).toMatchObject([
      {
        action: "settings_update",
        before: { bufferMinutes: 15, overnightProtectionEnabled: true },
        after: { bufferMinutes: 30, overnightProtectionEnabled: false },
      },
    ]);
  });

  it("SET-2 is nothing when nothing changes", async () => {
    const instructor = await signedIn({ role: "instructor" });
    expect((await change(instructor, { bufferMinutes: 15, timezone: "America/New_York" })).body.version).toBe(1);
    expect(await eventsOf(instructor)).toEqual([]);
  });

  it("SET-2 SET-7 asks for bounds, then the two buffers, then the zone", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const problem = async (patch: object) => (await change(instructor, patch)).problem;
    expect(await problem({})).toMatchObject({ code: "VALIDATION_FAILED", errors: [{ field: "body", code: "TOO_FEW" }] });
    expect(await problem({ bufferMinutes: 7, timezone: "Mars/Base" })).toMatchObject({
      errors: [{ field: "/bufferMinutes", code: "BAD_FORMAT" }],
    });
    expect(await problem({ travelBufferMinutes: 125, bookingHorizonDays: 0 })).toMatchObject({
      errors: [
        { field: "/travelBufferMinutes", code: "TOO_LARGE" },
        { field: "/bookingHorizonDays", code: "TOO_SMALL" },
      ],
    });
    expect(await problem({ bufferMinutes: null })).toMatchObject({ errors: [{ field: "/bufferMinutes", code: "NOT_NULLABLE" }] });
    expect((await problem({ bufferMinutes: 65, timezone: "Mars/Base" })).code).toBe("TRAVEL_BUFFER_TOO_SMALL");
    expect((await problem({ timezone: "Mars/Base" })).code).toBe("UNKNOWN_TIMEZONE");
    expect((await settingsOf(instructor)).body.version).toBe(1);
  });

  it("SET-3 takes an If-Match and refuses a stale one with the present version", async () => {
    const instructor = await signedIn({ role: "instructor" });
    expect((await change(instructor, { bufferMinutes: 20 }, { "if-match": '"1"' })).status).toBe(200);
    const stale = await change(instructor, { bufferMinutes: 25 }, { "if-match": '"1"' });
    expect(stale.problem).toMatchObject({ status: 412, code: "PRECONDITION_FAILED", currentVersion: 2 });
    expect(stale.headers.etag).toBe('"2"');
    expect((await change(instructor, { bufferMinutes: 25 })).body.version).toBe(3);
  });

  it("AV-31 new buffers hold for reads at once, and lessons stay", async () => {
    const instructor = await liveInstructor();
    await save(instructor, { days: [open(THURSDAY, "09:00-18:00")] });
    await book(instructor.userId, LESSON);
    const windows = async () => {
      const query = { startDate: THURSDAY, endDate: THURSDAY, locationType: "online" };
      const { body } = await invoke(getAvailability, { params: { instructorId: instructor.userId }, query });
      return body.days?.[0]?.windows.map(({ startTime, endTime }) => `${startTime}-${endTime}`);
    };
    expect(await windows()).toEqual(["09:00-11:45", "13:15-18:00"]);
    await change(instructor, { bufferMinutes: 60 });
    expect(await windows()).toEqual(["09:00-11:00", "14:00-18:00"]);
  });

  it("needs the permission", async () => {
    const revoked = await signedIn({ role: "instructor", permissionOverrides: { manage_availability: false } });
    expect((await change(revoked, { bufferMinutes: 20 })).problem.code).toBe("PERMISSION_REQUIRED");
  });

  it("SET-3 of two changes at once loses none", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const replies = await Promise.all([change(instructor, { bufferMinutes: 20 }), change(instructor, { bookingHorizonDays: 30 })]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200]);
    expect((await settingsOf(instructor)).body).toMatchObject({ bufferMinutes: 20, bookingHorizonDays: 30, version: 3 });
  });
});

describe("another zone", () => {
  const chicago = { timezone: "America/Chicago" };

  it("SET-6 keeps the hours as the wall clock says them, and lets go of the lock", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { days: [open(THURSDAY, "09:00-17:00")] });
    const { body } = await change(instructor, { ...chicago, bufferMinutes: 20 });
    expect(body).toMatchObject({ ...chicago, profileTimezone: "America/New_York", bufferMinutes: 20, version: 2 });
    const week = (await readWeek(instructor)).body;
    expect([week.timezone, windowsOn(week, THURSDAY)]).toEqual(["America/Chicago", ["09:00-17:00"]]);
    expect((await eventsOf(instructor)).at(-1)).toMatchObject({ data: { version: 2, timezoneChanged: true } });
    expect(await storedSettings(instructor)).not.toHaveProperty("zoneLockUntil");
  });

  it("SET-6 is refused while a lesson lies on yesterday or later, and everything stays", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { days: [open(WEDNESDAY, "09:00-18:00"), open(THURSDAY, "09:00-18:00")] });
    await book(instructor.userId, LESSON);
    await book(instructor.userId, { ...LESSON, date: WEDNESDAY });
    const refused = await change(instructor, { ...chicago, bufferMinutes: 20 });
    expect(refused.problem).toMatchObject({ status: 409, code: "HAS_FUTURE_LESSONS", firstDate: WEDNESDAY });
    expect((await settingsOf(instructor)).body).toMatchObject({ timezone: "America/New_York", bufferMinutes: 15, version: 1 });
    expect(await storedSettings(instructor)).not.toHaveProperty("zoneLockUntil");
    setClock("2026-03-13T14:00:00.000Z");
    expect((await change(instructor, chicago)).problem.firstDate).toBe(THURSDAY);
    setClock("2026-03-14T14:00:00.000Z");
    expect((await change(instructor, chicago)).status).toBe(200);
  });

  it("SET-6 looks as far ahead as lessons can be booked", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const last = addDays("2026-03-10", 365);
    await save(instructor, { weekStart: "2027-03-08", days: [open(last, "09:00-18:00")] });
    await book(instructor.userId, { ...LESSON, date: last });
    expect((await change(instructor, chicago)).problem.firstDate).toBe(last);
  });

  it("AV-58 SET-6 nothing is claimed while the zone is held, and claims go on when the hold is over", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { days: [open(THURSDAY, "09:00-18:00")] });
    await hold(instructor, plusMilliseconds(NOW, 60_000));
    await expect(commit(calendarItems(instructor.userId, await claimOf(instructor.userId, LESSON), NOW))).rejects.toThrow(StaleWrite);
    setClock(plusMilliseconds(NOW, 60_000));
    await book(instructor.userId, LESSON);
  });

  it("SET-6 while another change holds it, this one is told to come back", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await hold(instructor, plusMilliseconds(NOW, 41_500));
    for (const patch of [chicago, { bufferMinutes: 20 }]) {
      const locked = await change(instructor, patch);
      expect(locked.problem).toMatchObject({ status: 409, code: "SETTINGS_LOCKED" });
      expect(locked.headers["retry-after"]).toBe("42");
    }
    setClock(plusMilliseconds(NOW, 41_500));
    expect((await change(instructor, chicago)).body).toMatchObject({ ...chicago, version: 2 });
  });

  it("SET-6 holds first, then looks for lessons, then writes", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const { roundTrips } = await roundTripsOf(() => change(instructor, chicago));
    expect(roundTrips).toEqual([["BatchGetItem"], ["BatchGetItem"], ["UpdateItem"], ["Query"], ["TransactWriteItems"]]);
  });

  it("SET-6 a function that was frozen until its hold was nearly over writes nothing", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const stop = observeCalls({
      before: ({ action }) => {
        if (action === "Query") setClock(plusMilliseconds(NOW, 55_001));
      },
    });
    const late = await change(instructor, chicago).finally(stop);
    expect(late.problem.code).toBe("AVAILABILITY_BUSY");
    expect((await storedSettings(instructor)).timezone).toBe("America/New_York");
  });

  it("SET-6 of a change and a booking at once, one gives way", async () => {
    for (let round = 0; round < 10; round++) {
      const instructor = await signedIn({ role: "instructor" });
      await save(instructor, { days: [open(THURSDAY, "09:00-18:00")] });
      const claimed = await claimOf(instructor.userId, LESSON);
      const [changed, booked] = await Promise.allSettled([
        change(instructor, chicago),
        commit(calendarItems(instructor.userId, claimed, NOW)),
      ]);
      const code = changed.status === "fulfilled" && changed.value.status === 200 ? "changed" : "kept";
      expect([code, booked.status]).toEqual(code === "changed" ? ["changed", "rejected"] : ["kept", "fulfilled"]);
    }
  });
});

async function settingsOf(person: SignedIn) {
  return invoke(getSettings, { token: await freshToken(person) });
}

async function change(person: SignedIn, body: object, headers: Record<string, string> = {}) {
  return invoke(updateSettings, { token: await freshToken(person), body, headers });
}

/** As another request leaves the settings while it looks for lessons. */
async function hold({ userId }: SignedIn, zoneLockUntil: Instant): Promise<void> {
  await commit([update(calendarSettingsKey(userId), { set: { zoneLockUntil } }, present)]);
}

async function storedSettings({ userId }: SignedIn) {
  const settings = (await table.partition(`INSTRUCTOR#${userId}`)).find((item) => item.sk === "CALENDAR");
  return settings ?? {};
}

async function eventsOf({ userId }: SignedIn) {
  return (await table.items()).filter(
    (item) => item.eventType === "availability.settings_changed" && JSON.stringify(item.data).includes(userId),
  );
}
