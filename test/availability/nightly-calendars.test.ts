import { afterEach, describe, expect, it, vi } from "vitest";
import { checkCalendar, isSampled } from "../../core/availability/check-calendar.ts";
import { firstKeptDate } from "../../core/availability/prune-days.ts";
import { required } from "../../core/errors.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { availabilityDayKey, calendarSettingsKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { addDays, type Instant, type LocalDate } from "../../core/time.ts";
import * as addBlackout from "../../functions/availability/add-blackout-date.ts";
import * as checkInvariants from "../../functions/schedules/check-availability-invariants.ts";
import * as pruneDays from "../../functions/schedules/prune-availability-days.ts";
import { book as bookLesson, callAs, openDay, runSchedule } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { logLinesOf } from "../support/log-lines.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { bitsOf } from "./calendar-of.ts";
import { book, NOW, open, save, THURSDAY, WEDNESDAY } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();
afterEach(() => vi.unstubAllEnvs());

describe("prune-availability-days", () => {
  /** 180 days after Wednesday, on its date in New York. */
  const WEDNESDAY_IS_180_DAYS_OLD: Instant = "2026-09-07T16:00:00.000Z";
  const A_DAY_LATER: Instant = "2026-09-08T16:00:00.000Z";

  it("AV-70 is off unless switched on, and a dry run only counts", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00")] });
    setClock(A_DAY_LATER);
    expect(await runSchedule(pruneDays)).toEqual({ scanned: 0, done: 0, failed: 0 });
    vi.stubEnv("AVAILABILITY_RETENTION", "dry-run");
    expect(await runSchedule(pruneDays)).toEqual({ scanned: 1, done: 0, failed: 0 });
    expect(await datesOf(instructor.userId)).toEqual([WEDNESDAY]);
    vi.stubEnv("AVAILABILITY_RETENTION", "on");
    expect(await runSchedule(pruneDays)).toEqual({ scanned: 1, done: 1, failed: 0 });
    expect(await datesOf(instructor.userId)).toEqual([]);
  });

  it("AV-70 deletes days older than 180 days but those that had a booking, and with a day off its entry", async () => {
    vi.stubEnv("AVAILABILITY_RETENTION", "on");
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    const late = addDays(THURSDAY, 1);
    await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00"), open(THURSDAY, "09:00-18:00"), open(late, "09:00-12:00")] });
    await bookLesson(student, instructor, { date: THURSDAY, startTime: "14:00" });
    await callAs(instructor, addBlackout, { body: { date: WEDNESDAY } });
    setClock(WEDNESDAY_IS_180_DAYS_OLD);
    await runSchedule(pruneDays);
    expect(await datesOf(instructor.userId)).toEqual([WEDNESDAY, THURSDAY, late]);
    setClock(A_DAY_LATER);
    await runSchedule(pruneDays);
    expect(await datesOf(instructor.userId)).toEqual([THURSDAY, late]);
    expect((await table.partition(`INSTRUCTOR#${instructor.userId}`)).filter(({ type }) => type === "blackout")).toEqual([]);
    setClock("2027-03-10T16:00:00.000Z");
    await runSchedule(pruneDays);
    expect(await datesOf(instructor.userId)).toEqual([THURSDAY]);
  });

  it("AV-70 never comes near the latest 30 days or the future", () => {
    expect(firstKeptDate("2026-03-10") < addDays("2026-03-10", -30)).toBe(true);
  });
});

describe("check-availability-invariants", () => {
  it("AV-62 finds taken time without a lesson and lessons without time, and nothing else", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    await Promise.all([openDay(instructor.userId, WEDNESDAY), openDay(instructor.userId, THURSDAY)]);
    await bookLesson(student, instructor, { date: WEDNESDAY });
    expect(await check(instructor)).toEqual([]);
    await change(instructor.userId, WEDNESDAY, { busy: bitsOf([]) });
    await change(instructor.userId, THURSDAY, {
      busyTravel: bitsOf([["09:00", "10:00"]]),
      onlineOnly: bitsOf([["00:00", "01:00"]]),
      noTravel: bitsOf([["00:00", "01:00"]]),
    });
    expect(await check(instructor)).toEqual([
      { date: WEDNESDAY, broken: ["BUSY_IS_NOT_THE_LESSONS"] },
      { date: THURSDAY, broken: ["TRAVEL_IS_NOT_THE_TRAVEL_LESSONS", "SLOT_HAS_TWO_FORMATS"] },
    ]);
  });

  it("AV-62 looks at a hundredth of the calendars each night, raises an alarm and repairs nothing", async () => {
    const sampled = await signedIn({ role: "instructor", userId: sampledId() });
    await save(sampled, { days: [open(THURSDAY, "09:00-12:00")] });
    await book(sampled.userId, { date: THURSDAY, startTime: "10:00", durationMinutes: 60, locationType: "online" });
    const before = await table.items();
    const written = await logLinesOf(async () => expect(await runSchedule(checkInvariants)).toMatchObject({ failed: 1 }));
    const lines = written.split("\n").filter((line) => line.includes("availability invariant broken"));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "error", instructorId: sampled.userId, AvailabilityInvariantBroken: 1, days: [{ date: THURSDAY }] },
    ]);
    expect(await table.items()).toEqual(before);
  });

  it("AV-62 takes about one in a hundred, others every night", () => {
    const ids = Array.from({ length: 5_000 }, () => newId("usr", NOW));
    const on = (date: LocalDate) => ids.filter((id) => isSampled(id, date));
    const [one, other] = [on("2026-03-10"), on("2026-03-11")];
    for (const night of [one, other]) expect(Math.abs(night.length - 50)).toBeLessThan(40);
    expect(one).not.toEqual(other);
  });
});

function sampledId(): UserId {
  for (;;) {
    const id = newId("usr", NOW);
    if (isSampled(id, "2026-03-10")) return id;
  }
}

async function check({ userId }: SignedIn) {
  return checkCalendar(required(await read(calendarSettingsKey(userId)), "an instructor has settings"), NOW);
}

async function change(userId: UserId, date: LocalDate, set: Readonly<Record<string, Uint8Array>>): Promise<void> {
  await commit([update(availabilityDayKey(userId, date), { set }, present)]);
}

async function datesOf(userId: UserId) {
  return (await table.partition(`INSTRUCTOR#${userId}`)).filter(({ type }) => type === "availability-day").map(({ date }) => date);
}
