import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemOfGuard, RATE_GUARDS } from "../../core/identity/rate-guards.ts";
import { judgeSlidingLog, withoutStamp } from "../../core/identity/sliding-log.ts";
import vectors from "../vectors/identity-sliding-log.json" with { type: "json" };

describe("guards", () => {
  for (const { name, limit, windowMs, steps } of vectors.cases) {
    it(`RL-6 ${name}`, () => {
      let stamps: readonly number[] = [];
      for (const { nowMs, expect: expected, storedMs } of steps) {
        const { stampsMs, ...verdict } = judgeSlidingLog({ limit, windowMs }, stamps, nowMs);
        expect(verdict).toEqual(expected);
        expect(stampsMs).toEqual(storedMs);
        stamps = stampsMs;
      }
    });
  }

  it("RL-6 never lets more than the limit through any window", () => {
    const calls = fc.array(fc.nat({ max: 400 }), { maxLength: 80 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1_000 }), calls, (limit, windowMs, pausesMs) => {
        const passed: number[] = [];
        let stamps: readonly number[] = [];
        let nowMs = 0;
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          const inWindow = passed.filter((stamp) => stamp > nowMs - windowMs).length;
          const verdict = judgeSlidingLog({ limit, windowMs }, stamps, nowMs);
          expect(verdict.allowed).toBe(inWindow < limit);
          if (verdict.allowed) passed.push(nowMs);
          stamps = verdict.stampsMs;
        }
      }),
    );
  });

  it("RL-6 takes back one stamp, and only one of equal ones", () => {
    expect(withoutStamp([1, 2, 2, 3], 2)).toEqual([1, 2, 3]);
    expect(withoutStamp([1, 3], 2)).toEqual([1, 3]);
  });

  it("RL-8 a denial is RATE_LIMIT_EXCEEDED unless the operation's rule names another code", () => {
    expect(problemOfGuard("login_ip").code).toBe("RATE_LIMIT_EXCEEDED");
    expect(problemOfGuard("email_code_ip").code).toBe("EMAIL_VERIFICATION_RATE_LIMITED");
    expect(problemOfGuard("tfa_user").code).toBe("TFA_TOO_MANY_ATTEMPTS");
  });

  it("RL-10 guards on credentials are marked as such", () => {
    const names = Object.entries(RATE_GUARDS).filter(([, guard]) => guard.guardsCredentials);
    expect(names).toHaveLength(15);
  });
});
