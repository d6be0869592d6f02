import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emissionIntervalMs, type GcraLimit, judgeGcra } from "../../core/identity/gcra.ts";
import { isRateBucket, RATE_BUCKETS } from "../../core/identity/rate-buckets.ts";
import vectors from "../vectors/identity-gcra.json" with { type: "json" };

interface Step {
  readonly index: number;
  readonly nowMs: number;
  readonly initialTatMs?: number;
  readonly expect: Readonly<Record<string, unknown>>;
}

describe("the rate of a bucket", () => {
  for (const { name, ratePerMin, burst, bucket, emissionIntervalMs: intervalMs, steps, ...rest } of vectors.cases) {
    it(`RL-2 RL-3 ${name}`, () => {
      const limit = { ratePerMin, burst };
      if (bucket !== "custom") expect(isRateBucket(bucket) && RATE_BUCKETS[bucket]).toEqual(limit);
      expect(emissionIntervalMs(limit)).toBe(intervalMs ?? undefined);
      follow(limit, steps, "initialTatMs" in rest ? rest.initialTatMs : undefined);
    });
  }

  it("RL-2 decides every call as a bucket does that drains one drop each millisecond", () => {
    const limits = fc.record({ ratePerMin: fc.integer({ min: 600, max: 30_000 }), burst: fc.nat({ max: 6 }) });
    const pauses = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(limits, pauses, (limit, pausesMs) => {
        expect(decisions(limit, pausesMs)).toEqual(slowDecisions(limit, pausesMs));
      }),
    );
  });

  it("RL-3 a denied caller who waits exactly Retry-After is let in, and one who comes a millisecond early is not", () => {
    const limits = fc.record({ ratePerMin: fc.integer({ min: 1, max: 6_000 }), burst: fc.nat({ max: 1_000 }) });
    fc.assert(
      fc.property(limits, fc.nat({ max: 10_000 }), (limit, extraMs) => {
        const intervalMs = emissionIntervalMs(limit) ?? 0;
        const full = limit.burst * intervalMs + 1 + extraMs;
        const denied = judgeGcra(limit, full, 0);
        expect(denied.allowed).toBe(false);
        const waitMs = denied.retryAfterMs ?? 0;
        expect(judgeGcra(limit, full, waitMs).allowed).toBe(true);
        expect(judgeGcra(limit, full, waitMs - 1).allowed).toBe(false);
        expect((denied.retryAfterSeconds ?? 0) * 1000).toBeGreaterThanOrEqual(waitMs);
      }),
    );
  });
});

function follow(limit: GcraLimit, steps: readonly Step[], initialTatMs: number | undefined): void {
  let tatMs = initialTatMs;
  let calls = 0;
  for (const [position, step] of steps.entries()) {
    const earlier = steps[position - 1];
    // Where the file leaves calls out, they happen at the time of the one before.
    for (; earlier && calls < step.index; calls += 1) tatMs = judgeGcra(limit, tatMs, earlier.nowMs).tatMs;
    tatMs = step.initialTatMs ?? tatMs;
    const verdict = judgeGcra(limit, tatMs, step.nowMs);
    expect({ ...verdict, tatMs: verdict.tatMs ?? null }).toMatchObject(step.expect);
    tatMs = verdict.tatMs;
    calls = step.index + 1;
  }
}

function decisions(limit: GcraLimit, pausesMs: readonly number[]): boolean[] {
  let tatMs: number | undefined;
  let nowMs = 1_000_000;
  return pausesMs.map((pauseMs) => {
    nowMs += pauseMs;
    const verdict = judgeGcra(limit, tatMs, nowMs);
    tatMs = verdict.tatMs;
    return verdict.allowed;
  });
}

function slowDecisions(limit: GcraLimit, pausesMs: readonly number[]): boolean[] {
  const drops = Math.floor(60_000 / limit.ratePerMin);
  const capacity = (limit.burst + 1) * drops;
  let level = 0;
  return pausesMs.map((pauseMs) => {
    for (let millisecond = 0; millisecond < pauseMs; millisecond += 1) level = Math.max(0, level - 1);
    const fits = level + drops <= capacity;
    if (fits) level += drops;
    return fits;
  });
}
