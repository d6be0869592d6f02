import { expect } from "vitest";
import { required } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { type Instant, instantOf } from "../../core/time.ts";
import * as login from "../../functions/identity/login.ts";
import * as registerUser from "../../functions/identity/register-user.ts";
import type { Mail } from "../../local/mailbox/mails.ts";
import { demoAccounts } from "../../local/seed.ts";
import type { BodyOf, Call, EndpointModule, Reply } from "../support/invoke.ts";
import { jsonOf } from "../support/json.ts";
import { callOverHttp } from "../support/over-http.ts";
import { setSecret } from "../support/secrets.ts";

/** Somebody at a client of the API. */
export interface Caller {
  readonly email: string;
  readonly userId: string;
  call<Module extends EndpointModule>(module: Module, call?: Call): Promise<Reply<BodyOf<Module>>>;
  /** Mails that this person has got, newest first. */
  mails(): Promise<readonly Mail[]>;
  /** Signs in again, as after the clock was moved past the token's end. */
  signInAgain(): Promise<Caller>;
}

const PASSWORD = "Sunny-Day-2";
const BYPASS = "journeys go faster than people";
const UNHURRIED = { "x-rate-limit-bypass": BYPASS };

/** Lets the callers of the runtimes that this test file starts pass the rate limits (RL-16). */
export function liftRateLimits(): void {
  setSecret("RATE_LIMIT_BYPASS", BYPASS);
}

/** Registers somebody new at the runtime. */
export async function register(url: string, role: "student" | "instructor", firstName: string): Promise<Caller> {
  const email = `${newId("usr", instantOf(Date.now())).toLowerCase()}@example.com`;
  const body = { email, password: PASSWORD, firstName, lastName: "Journey", zipCode: "10024", role, acceptTerms: true };
  const registered = await callOverHttp(url, registerUser, { body, headers: UNHURRIED });
  return caller(url, { email, password: PASSWORD, userId: registered.body.user.id, token: registered.body.accessToken });
}

export function signInAdmin(url: string): Promise<Caller> {
  return signInDemo(url, "admin");
}

/** Signs somebody of the demo city in: `maya.chen`. */
export function signInDemo(url: string, name: string): Promise<Caller> {
  return signIn(url, `${name}@example.com`, required(demoAccounts[0], "there are demo accounts").password);
}

/** Tells the local runtime something: its clock, its card, one of its schedules. */
export async function tell<T = unknown>(url: string, path: string, body: unknown = {}): Promise<T> {
  const answer = await fetch(`${url}/local/${path}`, { method: "POST", body: JSON.stringify(body) });
  expect(answer.status, `/local/${path}`).toBe(200);
  return jsonOf<T>(answer);
}

export async function moveClockTo(url: string, now: Instant): Promise<void> {
  await tell(url, "clock", { now });
}

async function signIn(url: string, email: string, password: string): Promise<Caller> {
  const { body } = await callOverHttp(url, login, { body: { email, password }, headers: UNHURRIED });
  if (body.requiresTwoFactor) throw new Error(`${email} has two-factor.`);
  return caller(url, { email, password, userId: body.user.id, token: body.accessToken });
}

function caller(url: string, who: { email: string; password: string; userId: string; token: string }): Caller {
  const { email, password, userId, token } = who;
  return {
    email,
    userId,
    call: (module, call) => callOverHttp(url, module, { token, ...call, headers: { ...UNHURRIED, ...call?.headers } }),
    mails: async () => (await jsonOf<{ items: Mail[] }>(await fetch(`${url}/local/mailbox?to=${email}`))).items,
    signInAgain: () => signIn(url, email, password),
  };
}
