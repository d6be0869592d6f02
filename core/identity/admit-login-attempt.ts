import type { Context } from "../context.ts";
import { DomainError, type Problem } from "../errors.ts";
import type { UserId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { absent, type Condition, unchanged } from "../table/condition.ts";
import { emailKey, knownDevicesKey, loginGuardKey, userKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put } from "../table/write.ts";
import { LOGIN_RATE_LIMITED } from "./identity-errors.ts";
import { loginFingerprint, loginGuardName } from "./known-devices.ts";
import { guardEndsAt, judgeLogin, type LoginGuard } from "./login-protection.ts";
import type { User } from "./user.ts";

/** An attempt whose password may be compared. It stands in the guard as a failure already. */
export interface LoginAttempt {
  /** Absent when nobody has the address. */
  readonly user: User | undefined;
  /** Which guard counts it. */
  readonly guardName: string;
  readonly fingerprint: string;
}

/** Stands in where nobody has the address, so that both cases make the same reads. */
const NOBODY: UserId = "usr_00000000000000000000000000";

/**
 * Lets an attempt through to the password, or refuses it (LOG-2). It is recorded as a failure before the password is looked at, on
 * condition that the guard is as it was judged: guesses sent at once cannot all be judged by the same guard (LOG-3).
 */
export async function admitLoginAttempt(ctx: Context, email: string): Promise<LoginAttempt> {
  return untilCommitted(
    () => tryAttempt(ctx, email),
    () => refusal(LOGIN_RATE_LIMITED, 1),
  );
}

async function tryAttempt(ctx: Context, email: string): Promise<LoginAttempt> {
  const fingerprint = loginFingerprint(ctx.origin?.ip ?? "", ctx.origin?.userAgent ?? "");
  const deviceGuardName = loginGuardName(email, fingerprint, [fingerprint]);
  const [owner, addressGuard, deviceGuard] = await readAll([emailKey(email), loginGuardKey(email), loginGuardKey(deviceGuardName)]);
  const userId = owner?.userId ?? NOBODY;
  const [user, devices] = await readAll([userKey(userId), knownDevicesKey(userId)]);
  const guardName = loginGuardName(email, fingerprint, devices?.fingerprints ?? []);
  const guard = guardName === deviceGuardName ? deviceGuard : addressGuard;
  const verdict = judgeLogin(guard, "not_needed", ctx.now);
  if (verdict.kind === "refuse") throw refusal(verdict.problem, verdict.retryAfterSeconds);
  const { guardIfWrong } = verdict;
  await commit([put(loginGuardKey(guardName), guardIfWrong, stillAs(guard), { ttl: guardEndsAt(guardIfWrong) })]);
  return { user, guardName, fingerprint };
}

function stillAs(guard: LoginGuard | undefined): Condition {
  return guard ? unchanged({ failures: guard.failures, lastFailureAt: guard.lastFailureAt }) : absent;
}

function refusal(problem: Problem, retryAfterSeconds = 1): DomainError {
  const headers = { "retry-after": String(retryAfterSeconds) };
  const detail = `Too many sign-ins have failed here. Try again in ${retryAfterSeconds} seconds, or reset the password.`;
  return new DomainError(problem, detail, { retryAfterSeconds }, { headers });
}
