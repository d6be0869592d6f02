import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context, Service } from "../../../core/context.ts";
import { newId } from "../../../core/ids.ts";
import { addDays, type Instant, type LocalDate, type LocalTime, resolveLocalTime } from "../../../core/time.ts";
import { log } from "../../../functions/runtime/log.ts";
import { jsonOf } from "../../support/json.ts";
import { startRuntimeProcess } from "../../support/runtime-process.ts";
import { databaseOf, LOCAL_TABLE } from "../../support/runtime-table.ts";
import { untilSettled } from "../../support/runtime-work.ts";
import { moveClockTo, tell } from "../local-city.ts";

/** The demo city in a runtime of its own, whose clock is moved by hand and goes only forwards. */
export interface City {
  readonly url: string;
  /** Time passes until then, and whatever is due by then happens with all its effects. */
  timeIs(now: Instant): Promise<void>;
  /** Everything that was caused so far has happened. */
  settled(): Promise<void>;
  /** What a part of the product does that has no endpoint yet, on the city's table at the city's time. */
  asTheProduct<T>(act: (ctx: Context<Service>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The first of the weeks in which the fates happen: one for each kind, as many as the city opens ahead. */
const FIRST_MONDAY: LocalDate = "2027-01-04";

/** What the passing of time does to lessons. */
const SCHEDULES = [
  "expire-unpaid-bookings",
  "authorize-payments",
  "sweep-reminders",
  "complete-due-lessons",
  "resolve-no-shows",
  "finish-moves",
];

/** A date of one of the weeks, counted from zero: `dayOf(1, "wednesday")`. */
export function dayOf(week: number, day: (typeof DAYS)[number]): LocalDate {
  return addDays(FIRST_MONDAY, 7 * week + DAYS.indexOf(day));
}

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export function inNewYork(date: LocalDate, time: LocalTime): Instant {
  return resolveLocalTime("America/New_York", date, time).instant;
}

export async function openCity(): Promise<City> {
  // More people register in a story's minute than one address may (RL-16 passes the buckets only).
  process.env.RATE_LIMIT_MODE = "stub";
  const dataDir = mkdtempSync(join(tmpdir(), "fates-"));
  const { url, stop } = await startRuntimeProcess({ dataDir, port: 0, schedules: false, seed: false });
  await moveClockTo(url, inNewYork(FIRST_MONDAY, "08:00"));
  await tell(url, "seed");
  process.env.DYNAMODB_ENDPOINT = await databaseOf(url);
  process.env.TABLE_NAME = LOCAL_TABLE;
  const settled = () => untilSettled(url);
  await settled();
  return {
    url,
    settled,
    timeIs: async (now) => {
      await moveClockTo(url, now);
      for (const name of SCHEDULES) await tell(url, `schedules/${name}/run`);
      await settled();
    },
    asTheProduct: async (act) => {
      const { now } = await jsonOf<{ now: Instant }>(await fetch(`${url}/local/clock`));
      const requestId = newId("evt", now);
      const done = await act({ principal: { kind: "service", name: "journey" }, now, requestId, log: log({ requestId }) });
      await settled();
      return done;
    },
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
