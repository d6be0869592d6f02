import type { Problem } from "../errors.ts";
import { HOUR_MS, type Instant, MINUTE_MS, millisecondsBetween, plusMilliseconds, toMilliseconds } from "../time.ts";
import { ACCOUNT_TEMPORARILY_LOCKED, CAPTCHA_FAILED, CAPTCHA_REQUIRED, LOGIN_RATE_LIMITED } from "./identity-errors.ts";
import { judgeSlidingLog } from "./sliding-log.ts";

/** What is remembered of failed logins at one address, whether or not it exists (LOG-2). */
export interface LoginGuard {
  readonly failures: number;
  readonly lastFailureAt: Instant;
  readonly lockedUntil: Instant | null;
  /** The failures of the last hour, newest last. */
  readonly stampsMs: readonly number[];
}

/** How the CAPTCHA of an attempt stands. `not_needed` also when none is configured (LOG-4). */
export type CaptchaOutcome = "not_needed" | "missing" | "rejected" | "passed";

export type LoginVerdict =
  | {
      readonly kind: "compare_password";
      /** To be stored before the password is compared, on condition that the guard is as it was read: guesses cannot race (LOG-3). */
      readonly guardIfWrong: LoginGuard;
    }
  | { readonly kind: "refuse"; readonly problem: Problem; readonly retryAfterSeconds?: number };

const FAILURES_BEFORE_CAPTCHA = 3;
const QUIET_MS = HOUR_MS;
const MAX_STAMPS = 20;
const SHORT_LIMIT = { limit: 5, windowMs: MINUTE_MS } as const;
const LONG_LIMIT = { limit: 20, windowMs: HOUR_MS } as const;

/** Whether this attempt must bring a CAPTCHA. While the account is locked it need not: nothing would come of solving it. */
export function captchaIsDue(guard: LoginGuard | undefined, now: Instant): boolean {
  const live = liveGuard(guard, now);
  return live !== undefined && !isLocked(live, now) && live.failures >= FAILURES_BEFORE_CAPTCHA;
}

/** Decides on a login before its password is looked at (LOG-2). Attempts refused here are not failures. */
export function judgeLogin(guard: LoginGuard | undefined, captcha: CaptchaOutcome, now: Instant): LoginVerdict {
  const live = liveGuard(guard, now);
  if (live?.lockedUntil && isLocked(live, now)) {
    const retryAfterSeconds = Math.ceil(millisecondsBetween(now, live.lockedUntil) / 1000);
    return { kind: "refuse", problem: ACCOUNT_TEMPORARILY_LOCKED, retryAfterSeconds };
  }
  if (captcha === "missing") return { kind: "refuse", problem: CAPTCHA_REQUIRED };
  if (captcha === "rejected") return { kind: "refuse", problem: CAPTCHA_FAILED };
  const retryAfterSeconds = waitOf(live, now);
  if (retryAfterSeconds > 0) return { kind: "refuse", problem: LOGIN_RATE_LIMITED, retryAfterSeconds };
  return { kind: "compare_password", guardIfWrong: withFailure(live, now) };
}

/** How long reaching a number of failures locks the account, in seconds; 0 where it does not. */
export function lockSeconds(failures: number): number {
  if (failures === 0 || failures % 5 !== 0) return 0;
  if (failures === 5) return 30;
  if (failures === 10) return 300;
  return failures === 15 ? 1_800 : 3_600;
}

/** A lock never outlasts the quiet hour after its own failure, so this instant ends both. */
export function guardEndsAt(guard: LoginGuard): Instant {
  return plusMilliseconds(guard.lastFailureAt, QUIET_MS);
}

function withFailure(live: LoginGuard | undefined, now: Instant): LoginGuard {
  const failures = (live?.failures ?? 0) + 1;
  const seconds = lockSeconds(failures);
  return {
    failures,
    lastFailureAt: now,
    lockedUntil: seconds === 0 ? null : plusMilliseconds(now, seconds * 1_000),
    stampsMs: [...(live?.stampsMs ?? []), toMilliseconds(now)].slice(-MAX_STAMPS),
  };
}

/** The guard, unless a quiet hour has made it forget everything (LOG-3). */
function liveGuard(guard: LoginGuard | undefined, now: Instant): LoginGuard | undefined {
  return guard !== undefined && now < guardEndsAt(guard) ? guard : undefined;
}

function isLocked(guard: LoginGuard, now: Instant): boolean {
  return guard.lockedUntil !== null && now < guard.lockedUntil;
}

function waitOf(live: LoginGuard | undefined, now: Instant): number {
  const stampsMs = live?.stampsMs ?? [];
  const waits = [SHORT_LIMIT, LONG_LIMIT].map((limit) => judgeSlidingLog(limit, stampsMs, toMilliseconds(now)).retryAfterSeconds ?? 0);
  return Math.max(...waits);
}
