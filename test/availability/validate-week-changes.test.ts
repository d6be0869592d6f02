import { describe, expect, it } from "vitest";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { availabilityDayKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import * as validateChanges from "../../functions/availability/validate-week-changes.ts";
import { callAs } from "../support/bookings.ts";
import { useClock } from "../support/clock.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { book, EMPTY_VERSION, MONDAY, NOW, open, readWeek, type Save, save, THURSDAY, WEDNESDAY } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

describe("validateWeekChanges", () => {
  it("AVW-12 counts as the save then does, names added and removed time, and writes nothing", async () => {
    const instructor = await withHours();
    const days = [open(WEDNESDAY, "10:00-13:00"), open(THURSDAY, "13:00-18:00 no_travel")];
    const before = await table.items();
    const { body } = await validate(instructor, { days });
    expect(body).toMatchObject({
      valid: true,
      currentVersion: (await readWeek(instructor)).body.version,
      days: [
        {
          date: WEDNESDAY,
          added: [{ startTime: "12:00", endTime: "13:00" }],
          removed: [{ startTime: "09:00", endTime: "10:00" }],
          formatsChanged: false,
        },
        { date: THURSDAY, added: [], removed: [], formatsChanged: true },
      ],
      errors: [],
      warnings: [],
    });
    expect(await table.items()).toEqual(before);
    const { daysWritten, windowsCreated, windowsDeleted, skippedDates, uncoveredLessons } = body;
    const saved = (await save(instructor, { days })).body;
    expect(saved).toMatchObject({ daysWritten, windowsCreated, windowsDeleted, skippedDates, uncoveredLessons });
  });

  it("AVW-12 warns of another version, uncovered lessons, past dates and days off", async () => {
    const instructor = await withHours();
    await book(instructor.userId, { date: THURSDAY, startTime: "14:00", durationMinutes: 60, locationType: "online" });
    const dayOff = { blackoutId: "blk_01J00000000000000000000000" } as const;
    await commit([update(availabilityDayKey(instructor.userId, WEDNESDAY), { set: dayOff }, present)]);
    const { body } = await validate(instructor, { version: EMPTY_VERSION });
    expect(body).toMatchObject({ valid: true, uncoveredLessons: [{ date: THURSDAY, startTime: "14:00", endTime: "15:00" }] });
    expect(body.warnings).toEqual([
      { code: "VERSION_CHANGED", dates: [] },
      { code: "LESSONS_UNCOVERED", dates: [THURSDAY] },
      { code: "BLACKOUT_ON_DATE", dates: [WEDNESDAY] },
    ]);
    const long = await validate(instructor, { weekStart: "2026-02-02", days: [open("2026-02-03", "09:00-10:00")] });
    expect(long.body).toMatchObject({ skippedDates: ["2026-02-03"], warnings: [{ code: "PAST_DATES_SKIPPED", dates: ["2026-02-03"] }] });
  });

  it.each([
    [{ weekStart: "2026-03-10" }, "WEEK_START_NOT_MONDAY", null],
    [{ weekStart: "2028-03-13" }, "DATE_TOO_FAR", "2028-03-13"],
    [{ days: [open("2026-03-16", "09:00-10:00")] }, "DATE_OUTSIDE_WEEK", "2026-03-16"],
    [{ days: [open(MONDAY, "09:00-10:02")] }, "TIME_NOT_ALIGNED", MONDAY],
    [{ days: [open(MONDAY, "09:00-10:00", "09:30-11:00 online_only")] }, "WINDOW_OVERLAP", MONDAY],
  ])("AVW-12 AVW-5 answers the error that a save would refuse with: %j", async (planned, code, date) => {
    const instructor = await withHours();
    const { body } = await validate(instructor, planned);
    expect(body).toMatchObject({ valid: false, daysWritten: 0, days: [], errors: [{ code, date }] });
    expect((await save(instructor, planned)).problem.code).toBe(code);
  });
});

async function withHours(): Promise<SignedIn> {
  const instructor = await signedIn({ role: "instructor" });
  await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00"), open(THURSDAY, "13:00-18:00")] });
  return instructor;
}

function validate(instructor: SignedIn, body: Save) {
  return callAs(instructor, validateChanges, { body: { weekStart: MONDAY, days: [], ...body } });
}
