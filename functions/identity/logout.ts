import * as z from "zod";
import { logOut } from "../../core/identity/log-out.ts";
import { presentedToken } from "../http/authenticate.ts";
import { clearCookie } from "../http/cookies.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { presentedRefreshToken, transportOf } from "../http/transport.ts";
import { refreshTokenSchema } from "./auth-result.schema.ts";
import { clearedSessionCookies } from "./session-cookies.ts";

export const contract = endpoint({
  operationId: "logout",
  method: "POST",
  path: "/api/v1/auth/logout",
  tag: "auth",
  area: "identity",
  summary: "Sign out",
  description:
    "Ends the session of the access token, which may have expired, or of the refresh token, and clears the session's cookies. It answers " +
    "204 whether or not there was a session.",
  auth: "any",
  rate: "auth_bootstrap",
  grants: ["table.read", "table.write", "secret.refresh"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: z.strictObject({ refreshToken: refreshTokenSchema.optional() }).meta({ id: "Logout" }).optional(),
  status: 204,
  response: null,
  errors: [],
  since: "1.0.0",
  rules: ["SES-10", "SES-11"],
  example: { body: {} },
});

export const handler = handle(contract, async (ctx, { event }) => {
  const transport = transportOf(event);
  await logOut(ctx, { accessToken: presentedToken(event), refreshToken: presentedRefreshToken(event), transport });
  return reply(undefined, transport === "token" ? {} : { cookies: [...clearedSessionCookies(), clearCookie("guest_id")] });
});
