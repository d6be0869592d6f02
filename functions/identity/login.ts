import * as z from "zod";
import { ACCOUNT_DEACTIVATED } from "../../core/errors.ts";
import { ACCOUNT_TEMPORARILY_LOCKED, INVALID_CREDENTIALS, LOGIN_RATE_LIMITED } from "../../core/identity/identity-errors.ts";
import { logIn } from "../../core/identity/log-in.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { transportOf } from "../http/transport.ts";
import { emailSchema, instantSchema, passwordSchema } from "../http/wire-values.ts";
import { AUTH_RESULT_EXAMPLE, accessTokenSchema, authResultOf, authResultSchema } from "./auth-result.schema.ts";
import { sessionCookies } from "./session-cookies.ts";

export const contract = endpoint({
  operationId: "login",
  method: "POST",
  path: "/api/v1/auth/login",
  tag: "auth",
  area: "identity",
  summary: "Sign in with e-mail and password",
  description:
    "Opens a session. With `X-Auth-Transport: token` the refresh token is in the body; otherwise both tokens are set as cookies. An " +
    "account with two-factor answers a challenge instead of a session.",
  auth: "any",
  rate: "auth_bootstrap",
  guards: ["login_ip"],
  grants: ["table.read", "table.write", "secret.jwt-private", "secret.refresh"],
  retry: "never",
  params: nothing,
  query: nothing,
  body: z.strictObject({ email: emailSchema, password: passwordSchema }).meta({ id: "Login" }),
  status: 200,
  response: z.union([
    authResultSchema.extend({ requiresTwoFactor: z.literal(false) }).meta({ id: "LoginResult" }),
    z
      .object({ requiresTwoFactor: z.literal(true), challengeToken: accessTokenSchema, challengeExpiresAt: instantSchema })
      .meta({ id: "TwoFactorChallenge" }),
  ]),
  errors: [INVALID_CREDENTIALS, ACCOUNT_DEACTIVATED, ACCOUNT_TEMPORARILY_LOCKED, LOGIN_RATE_LIMITED],
  memoryMb: 1_769,
  since: "1.0.0",
  rules: ["LOG-1", "LOG-2", "LOG-3", "LOG-5", "LOG-7", "PWD-2", "PWD-3", "SES-7", "SES-8"],
  example: {
    body: { email: "ada@example.com", password: "Sunny-Day-2" },
    response: { ...AUTH_RESULT_EXAMPLE, requiresTwoFactor: false },
  },
});

export const handler = handle(contract, async (ctx, { body, event }) => {
  const signIn = await logIn(ctx, { ...body, transport: transportOf(event) });
  return reply({ ...authResultOf(signIn), requiresTwoFactor: false as const }, { cookies: sessionCookies(signIn) });
});
