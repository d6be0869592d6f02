import { type Problem, RATE_LIMIT_EXCEEDED } from "../errors.ts";
import { HOUR_MS, MINUTE_MS } from "../time.ts";
import { EMAIL_VERIFICATION_RATE_LIMITED, TFA_TOO_MANY_ATTEMPTS } from "./identity-errors.ts";
import type { SlidingLimit } from "./sliding-log.ts";

export type RateGuardName = keyof typeof RATE_GUARDS;

export interface RateGuard extends SlidingLimit {
  /** What is counted: the caller's address, the signed-in user, or something the body names. */
  readonly key: "ip" | "user" | "body";
  /** Credential guards fail closed and stay when rate limiting is switched off (RL-10, RL-13). */
  readonly guardsCredentials: boolean;
}

/** The guards (identity 3.12). Operations that name the same guard share one log. */
export const RATE_GUARDS = {
  register: { limit: 10, windowMs: HOUR_MS, key: "ip", guardsCredentials: true },
  login_ip: { limit: 20, windowMs: MINUTE_MS, key: "ip", guardsCredentials: true },
  tfa_login_ip: { limit: 20, windowMs: MINUTE_MS, key: "ip", guardsCredentials: true },
  refresh_ip: { limit: 120, windowMs: MINUTE_MS, key: "ip", guardsCredentials: true },
  tfa_user: { limit: 10, windowMs: 15 * MINUTE_MS, key: "body", guardsCredentials: true },
  tfa_manage: { limit: 5, windowMs: MINUTE_MS, key: "user", guardsCredentials: true },
  reset_ip: { limit: 10, windowMs: HOUR_MS, key: "ip", guardsCredentials: true },
  reset_email: { limit: 5, windowMs: HOUR_MS, key: "body", guardsCredentials: true },
  reset_verify: { limit: 20, windowMs: MINUTE_MS, key: "ip", guardsCredentials: true },
  reset_confirm: { limit: 10, windowMs: MINUTE_MS, key: "ip", guardsCredentials: true },
  password_change: { limit: 5, windowMs: MINUTE_MS, key: "user", guardsCredentials: true },
  email_code_address: { limit: 3, windowMs: 10 * MINUTE_MS, key: "body", guardsCredentials: true },
  email_code_ip: { limit: 20, windowMs: HOUR_MS, key: "ip", guardsCredentials: true },
  invite_lookup: { limit: 20, windowMs: MINUTE_MS, key: "ip", guardsCredentials: false },
  privacy_export: { limit: 5, windowMs: HOUR_MS, key: "user", guardsCredentials: false },
  api_key_bad: { limit: 20, windowMs: MINUTE_MS, key: "ip", guardsCredentials: true },
  monitoring_key_bad: { limit: 10, windowMs: MINUTE_MS, key: "ip", guardsCredentials: true },
  rl_probe: { limit: 3, windowMs: MINUTE_MS, key: "ip", guardsCredentials: false },
  metrics: { limit: 6, windowMs: MINUTE_MS, key: "ip", guardsCredentials: false },
  bgc_invite: { limit: 10, windowMs: HOUR_MS, key: "ip", guardsCredentials: false },
  availability_check: { limit: 30, windowMs: MINUTE_MS, key: "user", guardsCredentials: false },
  reminders: { limit: 1, windowMs: HOUR_MS, key: "ip", guardsCredentials: false },
  message_edit: { limit: 10, windowMs: MINUTE_MS, key: "user", guardsCredentials: false },
  reaction: { limit: 10, windowMs: MINUTE_MS, key: "user", guardsCredentials: false },
  typing: { limit: 1, windowMs: 1_000, key: "user", guardsCredentials: false },
  coverage_bulk: { limit: 10, windowMs: MINUTE_MS, key: "ip", guardsCredentials: false },
  coverage_one: { limit: 30, windowMs: MINUTE_MS, key: "ip", guardsCredentials: false },
  upload: { limit: 1, windowMs: MINUTE_MS, key: "user", guardsCredentials: false },
  referral_mail: { limit: 5, windowMs: HOUR_MS, key: "ip", guardsCredentials: false },
} as const satisfies Record<string, RateGuard>;

/** What a guard's denial is called (RL-8). */
export function problemOfGuard(name: RateGuardName): Problem {
  if (name === "email_code_address" || name === "email_code_ip") return EMAIL_VERIFICATION_RATE_LIMITED;
  return name === "tfa_user" ? TFA_TOO_MANY_ATTEMPTS : RATE_LIMIT_EXCEEDED;
}
