import { readClock } from "../../core/clients/clock.ts";
import type { Context, Service } from "../../core/context.ts";
import { newId } from "../../core/ids.ts";
import type { ScheduleDeclaration } from "./declarations.ts";
import { emf } from "./emf.ts";
import { log } from "./log.ts";

/** What a run found and did; fields of its log line and metrics. */
export interface RunCounters {
  readonly scanned: number;
  readonly done: number;
  readonly failed: number;
}

export interface ScheduleEvent {
  readonly name: string;
  readonly scheduledFor: string;
}

/** The Lambda handler of a schedule. A run whose items failed in part is `partial`: the next run meets them again. */
export function runSchedule(declaration: ScheduleDeclaration, work: (ctx: Context<Service>) => Promise<RunCounters>) {
  return async (event: ScheduleEvent): Promise<RunCounters> => {
    const requestId = newId("run", readClock());
    const lines = log({ requestId, schedule: declaration.name, scheduledFor: event.scheduledFor });
    const startedAt = performance.now();
    const report = (outcome: "ok" | "partial" | "failed", fields: Record<string, unknown>) => {
      const milliseconds = { ScheduleDuration: Math.round(performance.now() - startedAt) };
      const dimensions = { schedule: declaration.name, outcome };
      const metrics = emf([{ by: [["schedule", "outcome"]], dimensions, counts: { ScheduleRun: 1 }, milliseconds }]);
      lines[outcome === "ok" ? "info" : "error"]("schedule", { ...fields, ...metrics });
    };
    try {
      const counters = await work({ principal: { kind: "service", name: declaration.name }, now: readClock(), requestId, log: lines });
      report(counters.failed === 0 ? "ok" : "partial", { ...counters });
      return counters;
    } catch (error) {
      report("failed", { error });
      throw error;
    }
  };
}
