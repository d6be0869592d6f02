import { type Instant, millisecondsBetween, type Zone } from "../../core/time.ts";
import type { Invoke } from "../function.ts";
import { latestRun, parseSchedule } from "./schedule-expression.ts";

export interface ScheduleOptions {
  readonly name: string;
  readonly expression: string;
  readonly zone: Zone;
  readonly run: Invoke;
}

/** How a run ended; `error` is absent when it went well. */
export interface ScheduleRun {
  readonly scheduledFor: Instant;
  readonly durationMs: number;
  readonly result?: unknown;
  readonly error?: string;
}

export interface ScheduleView {
  readonly name: string;
  readonly expression: string;
  readonly zone: Zone;
  readonly lastRun: ScheduleRun | undefined;
}

export interface Schedules {
  list(): ScheduleView[];
  /** Runs one now, whatever its expression says; `undefined` when there is none of the name. */
  runNow(name: string): Promise<ScheduleRun | undefined>;
  /** Runs what has become due, for a clock that has just been moved. */
  tick(): void;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly readClock: () => Instant;
  readonly log: (line: string) => void;
  /** Without the clock a schedule runs only when it is told to. */
  readonly byClock: boolean;
}

const TICK_MS = 1_000;

/** Runs schedules by the product's clock. What a moved clock passes over runs once. A failed run is logged and waits for its next time. */
export function startSchedules(declarations: readonly ScheduleOptions[], { readClock, log, byClock }: RunOptions): Schedules {
  const schedules = declarations.map((declared) => ({
    ...declared,
    parsed: parseSchedule(declared.expression),
    lastRun: undefined as ScheduleRun | undefined,
    running: undefined as Promise<ScheduleRun> | undefined,
  }));
  let anchor = readClock();
  let tickedAt = anchor;

  function tick(): void {
    const now = readClock();
    // A clock moved back would let a rate wait for its old future.
    if (now < tickedAt) anchor = tickedAt = now;
    for (const schedule of schedules) {
      const due = latestRun(schedule.parsed, schedule.zone, anchor, tickedAt, now);
      if (due && !schedule.running) void run(schedule, due);
    }
    tickedAt = now;
  }

  function run(schedule: (typeof schedules)[number], scheduledFor: Instant): Promise<ScheduleRun> {
    schedule.running = execute(schedule, scheduledFor, readClock).then((finished) => {
      schedule.running = undefined;
      schedule.lastRun = finished;
      if (finished.error) log(`${schedule.name}: ${finished.error}`);
      return finished;
    });
    return schedule.running;
  }

  const ticking = byClock ? setInterval(tick, TICK_MS) : undefined;
  return {
    list: () => schedules.map(({ name, expression, zone, lastRun }) => ({ name, expression, zone, lastRun })),
    runNow: async (name) => {
      const schedule = schedules.find((one) => one.name === name);
      if (!schedule) return undefined;
      while (schedule.running) await schedule.running;
      return run(schedule, readClock());
    },
    tick: byClock ? tick : () => {},
    stop: async () => {
      clearInterval(ticking);
      await Promise.all(schedules.map((schedule) => schedule.running));
    },
  };
}

async function execute(schedule: ScheduleOptions, scheduledFor: Instant, readClock: () => Instant): Promise<ScheduleRun> {
  const startedAt = readClock();
  const finished = () => ({ scheduledFor, durationMs: millisecondsBetween(startedAt, readClock()) });
  try {
    const result = await schedule.run({ name: schedule.name, scheduledFor });
    return { ...finished(), result };
  } catch (error) {
    return { ...finished(), error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
