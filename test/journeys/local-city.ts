import { expect } from "vitest";
import { required } from "../../core/errors.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { type Instant, instantOf } from "../../core/time.ts";
import * as login from "../../functions/identity/login.ts";
import * as refreshSession from "../../functions/identity/refresh-session.ts";
import * as registerUser from "../../functions/identity/register-user.ts";
import type { Mail } from "../../local/mailbox/mails.ts";
import { demoAccounts } from "../../local/seed.ts";
import type { BodyOf, Call, EndpointModule, Reply } from "../support/invoke.ts";
import { jsonOf } from "../support/json.ts";
import { callOverHttp } from "../support/over-http.ts";
import { setSecret } from "../support/secrets.ts";

/** Somebody at a client of the API, which refreshes the session when the clock was moved past the token's end. */
export interface Caller {
  readonly email: string;
  readonly userId: UserId;
  call<Module extends EndpointModule>(module: Module, call?: Call): Promise<Reply<BodyOf<Module>>>;
  /** Mails that this person has got, newest first. */
  mails(): Promise<readonly Mail[]>;
}

const PASSWORD = "Sunny-Day-2";
const BYPASS = "journeys go faster than people";
const UNHURRIED = { "x-rate-limit-bypass": BYPASS };
const SIGNING_IN = { ...UNHURRIED, "x-auth-transport": "token" };

/** Lets the callers of the runtimes that this test file starts pass the rate limits (RL-16). */
export function liftRateLimits(): void {
  setSecret("RATE_LIMIT_BYPASS", BYPASS);
}

/** Registers somebody new at the runtime. */
export async function register(url: string, role: "student" | "instructor", firstName: string): Promise<Caller> {
  const email = `${newId("usr", instantOf(Date.now())).toLowerCase()}@example.com`;
  const body = { email, password: PASSWORD, firstName, lastName: "Journey", zipCode: "10024", role, acceptTerms: true };
  const registered = await callOverHttp(url, registerUser, { body, headers: SIGNING_IN });
  return caller(url, email, registered.body);
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
  const { body } = await callOverHttp(url, login, { body: { email, password }, headers: SIGNING_IN });
  if (body.requiresTwoFactor) throw new Error(`${email} has two-factor.`);
  return caller(url, email, body);
}

type SignedInCaller = Pick<BodyOf<typeof registerUser>, "user" | "accessToken" | "refreshToken">;

function caller(url: string, email: string, { user, ...tokens }: SignedInCaller): Caller {
  let { accessToken, refreshToken } = tokens;
  const refresh = async () => {
    const { body } = await callOverHttp(url, refreshSession, { body: { refreshToken }, headers: SIGNING_IN });
    accessToken = body.accessToken;
    refreshToken = body.refreshToken ?? refreshToken;
  };
  return {
    email,
    userId: user.id,
    call: async (module, call) => {
      const ask = () => callOverHttp(url, module, { token: accessToken, ...call, headers: { ...UNHURRIED, ...call?.headers } });
      const reply = await ask();
      if (reply.status !== 401) return reply;
      await refresh();
      return ask();
    },
    mails: async () => (await jsonOf<{ items: Mail[] }>(await fetch(`${url}/local/mailbox?to=${email}`))).items,
  };
}
