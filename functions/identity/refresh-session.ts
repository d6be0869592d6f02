import * as z from "zod";
import { DomainError, TOKEN_REVOKED, UNAUTHENTICATED } from "../../core/errors.ts";
import { REFRESH_TOKEN_EXPIRED, REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED } from "../../core/identity/identity-errors.ts";
import { type Refreshed, refreshSession } from "../../core/identity/refresh-session.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { RefusalWithCookies, reply } from "../http/reply.ts";
import { presentedRefreshToken, transportOf } from "../http/transport.ts";
import { refreshTokenSchema, TOKENS_EXAMPLE, tokensOf, tokensSchema } from "./auth-result.schema.ts";
import { clearedSessionCookies, sessionCookies } from "./session-cookies.ts";

export const contract = endpoint({
  operationId: "refreshSession",
  method: "POST",
  path: "/api/v1/auth/refresh",
  tag: "auth",
  area: "identity",
  summary: "Get a fresh access token",
  description:
    "Takes the refresh cookie, or with `X-Auth-Transport: token` the refresh token of the body, and answers the next one. A token that was " +
    "replaced more than ten seconds ago ends the session when it comes back.",
  auth: "any",
  rate: "auth_refresh",
  guards: ["refresh_ip"],
  grants: ["table.read", "table.write", "secret.jwt-private", "secret.refresh"],
  retry: "never",
  params: nothing,
  query: nothing,
  body: z.strictObject({ refreshToken: refreshTokenSchema.optional() }).meta({ id: "RefreshSession" }).optional(),
  status: 200,
  response: tokensSchema.meta({ id: "RefreshedSession" }),
  errors: [UNAUTHENTICATED, REFRESH_TOKEN_INVALID, REFRESH_TOKEN_EXPIRED, REFRESH_TOKEN_REUSED, TOKEN_REVOKED],
  since: "1.0.0",
  rules: ["SES-2", "SES-3", "SES-4", "SES-5", "SES-8", "RL-4"],
  example: { body: {}, response: TOKENS_EXAMPLE },
});

export const handler = handle(contract, async (ctx, { event }) => {
  const transport = transportOf(event);
  const refreshToken = presentedRefreshToken(event);
  const refreshed = await withoutCookiesWhenOver(transport, async () => {
    if (refreshToken === undefined)
      throw new DomainError(UNAUTHENTICATED, "Send the refresh cookie, or X-Auth-Transport: token and the refresh token in the body.");
    return refreshSession(ctx, { refreshToken, transport });
  });
  return reply(tokensOf(refreshed), { cookies: sessionCookies(refreshed) });
});

/** A session that cannot go on takes its cookies with it, so that the browser stops sending them. */
async function withoutCookiesWhenOver(transport: "cookie" | "token", refresh: () => Promise<Refreshed>): Promise<Refreshed> {
  try {
    return await refresh();
  } catch (error) {
    if (!(error instanceof DomainError) || error.problem.status !== 401 || transport === "token") throw error;
    throw new RefusalWithCookies(error, clearedSessionCookies());
  }
}
