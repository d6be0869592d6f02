import { required } from "../../core/errors.ts";
import { demoAccounts } from "../../local/seed.ts";
import { jsonOf } from "../support/json.ts";

/** As whom the API is tried (API-63). */
export type CallerName = "visitor" | "student" | "instructor" | "admin";

export const CALLERS: readonly CallerName[] = ["visitor", "student", "instructor", "admin"];

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** The demo account of a role. */
export function accountOf(role: Exclude<CallerName, "visitor">): Account {
  const { email, password } = required(
    demoAccounts.find(({ who }) => who.startsWith(role)),
    `the demo city has a ${role}`,
  );
  return { email, password };
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export async function signIn(api: string, { email, password }: Account): Promise<Tokens> {
  const answer = await fetch(`${api}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-auth-transport": "token" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status} ${await answer.text()}`);
  return jsonOf<Tokens>(answer);
}
