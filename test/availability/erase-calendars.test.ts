import { describe, expect, it } from "vitest";
import type { DomainEvent } from "../../core/events.ts";
import { newId } from "../../core/ids.ts";
import { addDays } from "../../core/time.ts";
import * as addBlackout from "../../functions/availability/add-blackout-date.ts";
import * as applyRange from "../../functions/availability/apply-availability-to-date-range.ts";
import * as savePattern from "../../functions/availability/save-weekly-pattern.ts";
import { WEEKLY_PATTERN_EXAMPLE } from "../../functions/availability/weekly-pattern.schema.ts";
import * as eraseCalendars from "../../functions/consumers/erase-calendars.ts";
import * as continueRangeJobs from "../../functions/schedules/continue-range-jobs.ts";
import { callAs, runSchedule } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { connectionLost, failing } from "../support/faults.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";
import { bitsOf } from "./calendar-of.ts";
import { book, MONDAY, NOW, open, save, THURSDAY, WEDNESDAY } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

describe("erase-calendars", () => {
  it("AV-71 deletes days, days off, settings, pattern and jobs, and keeps days that had a lesson without hours", async () => {
    const instructor = await withCalendar();
    expect(await deliver(eraseCalendars, [erased(instructor)])).toEqual([]);
    const items = await calendarOf(instructor);
    expect(items.map(({ sk }) => sk)).toEqual([`AVDAY#${THURSDAY}`]);
    expect(items[0]).toMatchObject({
      open: bitsOf([]),
      onlineOnly: bitsOf([]),
      noTravel: bitsOf([]),
      busy: bitsOf([["14:00", "15:00"]]),
      everBooked: true,
      revision: 4,
    });
    expect(items[0]).not.toHaveProperty("blackoutReason");
  });

  it("AV-71 killed at any of its writes and delivered again ends the same, and again changes nothing", async () => {
    for (let writes = 0; writes < 4; writes++) {
      const instructor = await withCalendar();
      const event = erased(instructor);
      let made = 0;
      const isWrite = ({ action }: { action: string }) => /Transact|Put|Update|Delete/.test(action);
      const dying = () => deliver(eraseCalendars, [event]);
      expect(await failing(dying, (call) => isWrite(call) && ++made > writes, connectionLost)).toEqual(
        [event.id].slice(0, writes < 3 ? 1 : 0),
      );
      expect(await deliver(eraseCalendars, [event], 2)).toEqual([]);
      const items = await calendarOf(instructor);
      expect(items.map(({ sk, revision }) => [sk, revision])).toEqual([[`AVDAY#${THURSDAY}`, 4]]);
      expect(await deliver(eraseCalendars, [event], 3)).toEqual([]);
      expect(await calendarOf(instructor)).toEqual(items);
    }
  });

  it("AV-71 stops a range job for good, and is nothing for a student", async () => {
    const instructor = await withCalendar();
    const stopped = failing(
      () =>
        callAs(instructor, applyRange, {
          headers: { "idempotency-key": "late" },
          body: { fromWeekStart: MONDAY, startDate: addDays(MONDAY, 7), endDate: addDays(MONDAY, 20) },
        }),
      (call) => call.action === "TransactWriteItems" && JSON.stringify(call.input).includes("AVDAY#"),
      connectionLost,
    );
    expect((await stopped).status).toBe(500);
    expect(await deliver(eraseCalendars, [erased(instructor), erased(await signedIn())])).toEqual([]);
    setClock("2026-03-10T15:00:00.000Z");
    await runSchedule(continueRangeJobs);
    expect((await calendarOf(instructor)).map(({ sk }) => sk)).toEqual([`AVDAY#${THURSDAY}`]);
  });
});

/** Hours, a day off with a reason on a day with a lesson, a finished range and a pattern. */
async function withCalendar(): Promise<SignedIn> {
  const instructor = await signedIn({ role: "instructor" });
  await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00"), open(THURSDAY, "13:00-18:00")] });
  await book(instructor.userId, { date: THURSDAY, startTime: "14:00", durationMinutes: 60, locationType: "online" });
  await callAs(instructor, addBlackout, { body: { date: THURSDAY, reason: "Surgery" } });
  const range = { fromWeekStart: MONDAY, startDate: addDays(MONDAY, 7), endDate: addDays(MONDAY, 20) };
  await callAs(instructor, applyRange, { headers: { "idempotency-key": "range" }, body: range });
  await callAs(instructor, savePattern, { body: { ...WEEKLY_PATTERN_EXAMPLE, weeksAhead: 4 } });
  return instructor;
}

function erased({ userId }: SignedIn): DomainEvent<"user.erased"> {
  const data = { userId, mode: "delete_account" } as const;
  return { id: newId("evt", NOW), eventType: "user.erased", version: 1, occurredAt: NOW, requestId: "erasure-1", data };
}

async function calendarOf({ userId }: SignedIn) {
  const kept = /^(AVDAY|BLACKOUT|RANGEJOB)#|^(CALENDAR|PATTERN)$/;
  return (await table.partition(`INSTRUCTOR#${userId}`)).filter(({ sk }) => kept.test(String(sk)));
}
