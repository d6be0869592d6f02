import { quantile } from "../statistics.ts";

export interface LoadPlan {
  readonly loops: number;
  /** Not measured, at the beginning. */
  readonly warmMs: number;
  readonly measureMs: number;
  /** The number of the next request; `undefined` when there are no more. */
  readonly next: () => number | undefined;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly latenciesMs: readonly number[];
  readonly seconds: number;
  /** Requests made, those of the warming included, and those among them that were not answered with success. */
  readonly made: number;
  readonly failed: number;
  /** Of the process that was loaded, where it is known. */
  readonly cpuMs: number;
}

/** Runs loops side by side, each of which asks, waits for the answer and asks again, until the time is over. */
export async function load(plan: LoadPlan, ask: (index: number, loop: number) => Promise<boolean>): Promise<LoadResult> {
  const measureFrom = performance.now() + plan.warmMs;
  const end = measureFrom + plan.measureMs;
  const latenciesMs: number[] = [];
  let made = 0;
  let failed = 0;
  let lastDone = measureFrom;
  const run = async (loop: number) => {
    for (let startedAt = performance.now(); startedAt < end; startedAt = performance.now()) {
      const index = plan.next();
      if (index === undefined) return;
      made += 1;
      if (!(await ask(index, loop))) failed += 1;
      const done = performance.now();
      if (startedAt >= measureFrom) {
        latenciesMs.push(done - startedAt);
        lastDone = done;
      }
    }
  };
  await Promise.all(Array.from({ length: plan.loops }, (_, loop) => run(loop)));
  return summary(latenciesMs, (lastDone - measureFrom) / 1000, { made, failed, cpuMs: Number.NaN });
}

/** Several stretches of the same load as one. */
export function together(parts: readonly LoadResult[]): LoadResult {
  const sum = (of: (part: LoadResult) => number) => parts.reduce((total, part) => total + of(part), 0);
  return summary(
    parts.flatMap(({ latenciesMs }) => latenciesMs),
    sum(({ seconds }) => seconds),
    { made: sum(({ made }) => made), failed: sum(({ failed }) => failed), cpuMs: sum(({ cpuMs }) => cpuMs) },
  );
}

function summary(latenciesMs: readonly number[], seconds: number, totals: Pick<LoadResult, "made" | "failed" | "cpuMs">): LoadResult {
  const perSecond = latenciesMs.length / seconds;
  return { perSecond, p50Ms: quantile(latenciesMs, 0.5), p95Ms: quantile(latenciesMs, 0.95), latenciesMs, seconds, ...totals };
}
