import { describe, expect, it } from "vitest";
import { type CaptchaOutcome, captchaIsDue, judgeLogin, type LoginGuard, lockSeconds } from "../../core/identity/login-protection.ts";
import { instantOf, millisecondsBetween } from "../../core/time.ts";
import vectors from "../vectors/identity-login-protection.json" with { type: "json" };

interface Attempt {
  nowMs: number;
  passwordCorrect: boolean;
  captchaTokenValid: boolean;
}

describe("login protection", () => {
  for (const { failures, lockSeconds: seconds } of vectors.lockSteps) {
    it(`LOG-3 locks for ${seconds} s at ${failures} failures`, () => expect(lockSeconds(failures)).toBe(seconds));
  }

  it("LOG-3 locks for an hour at each further multiple of five, and not between", () => {
    expect([25, 30, 100].map(lockSeconds)).toEqual([3_600, 3_600, 3_600]);
    expect([0, 1, 4, 6, 21].map(lockSeconds)).toEqual([0, 0, 0, 0, 0]);
  });

  for (const { name, captchaConfigured, steps } of vectors.cases) {
    it(`LOG-2 LOG-3 ${name}`, () => {
      let guard: LoginGuard | undefined;
      for (const { expect: expected, ...attempt } of steps) {
        const { answer, next } = login(guard, attempt, captchaConfigured);
        expect(answer).toEqual(expected);
        guard = next;
      }
    });
  }

  it("LOG-2 refuses the 21st failure within an hour even where every lock has run out", () => {
    const guard: LoginGuard = { failures: 21, lastFailureAt: instantOf(20 * 60_000), lockedUntil: null, stampsMs: minutes(1, 20) };
    expect(judgeLogin(guard, "not_needed", instantOf(40 * 60_000))).toMatchObject({
      problem: { code: "LOGIN_RATE_LIMITED" },
      retryAfterSeconds: 21 * 60,
    });
    expect(judgeLogin(guard, "not_needed", instantOf(61 * 60_000))).toMatchObject({ kind: "compare_password" });
  });

  it("LOG-2 asks for no challenge while the account is locked", () => {
    const guard: LoginGuard = { failures: 5, lastFailureAt: instantOf(0), lockedUntil: instantOf(30_000), stampsMs: [0] };
    expect(captchaIsDue(guard, instantOf(29_999))).toBe(false);
    expect(captchaIsDue(guard, instantOf(30_000))).toBe(true);
  });

  it("LOG-2 refuses a rejected challenge before it counts the attempt", () => {
    expect(judgeLogin(undefined, "rejected", instantOf(0))).toMatchObject({ kind: "refuse", problem: { code: "CAPTCHA_FAILED" } });
  });

  it("LOG-3 keeps no more than 20 stamps", () => {
    const guard: LoginGuard = { failures: 30, lastFailureAt: instantOf(0), lockedUntil: null, stampsMs: minutes(-90, -71) };
    const verdict = judgeLogin(guard, "not_needed", instantOf(1));
    expect(verdict.kind === "compare_password" && verdict.guardIfWrong.stampsMs).toHaveLength(20);
  });
});

/** One login as the operation does it: judge, record the failure, compare, and forget it when the password was right. */
function login(guard: LoginGuard | undefined, attempt: Attempt, captchaConfigured: boolean) {
  const now = instantOf(attempt.nowMs);
  const verdict = judgeLogin(guard, captchaOf(guard, attempt, captchaConfigured), now);
  if (verdict.kind === "refuse") {
    const { problem, retryAfterSeconds } = verdict;
    const answer = { status: problem.status, code: problem.code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
    return { answer, next: guard };
  }
  if (attempt.passwordCorrect) return { answer: { status: 200 }, next: undefined };
  const next = verdict.guardIfWrong;
  const seconds = next.lockedUntil === null ? 0 : millisecondsBetween(now, next.lockedUntil) / 1000;
  return { answer: { status: 401, code: "INVALID_CREDENTIALS", failures: next.failures, lockSeconds: seconds }, next };
}

function captchaOf(guard: LoginGuard | undefined, attempt: Attempt, captchaConfigured: boolean): CaptchaOutcome {
  if (!captchaConfigured || !captchaIsDue(guard, instantOf(attempt.nowMs))) return "not_needed";
  return attempt.captchaTokenValid ? "passed" : "missing";
}

function minutes(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * 60_000);
}
