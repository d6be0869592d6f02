import { clearCookie, setCookie } from "../http/cookies.ts";
import type { IssuedTokens } from "./auth-result.schema.ts";

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** The cookies that carry a browser's session; none for a session whose secrets travel in bodies (SES-8). */
export function sessionCookies({ session, accessToken, refreshToken }: IssuedTokens): string[] {
  if (session.transport === "token") return [];
  // The access token's own end decides: an aged cookie answers TOKEN_EXPIRED, and the client refreshes.
  const access = setCookie("sid", accessToken, WEEK_SECONDS);
  return refreshToken === undefined ? [access] : [access, setCookie("rid", refreshToken, WEEK_SECONDS)];
}

export function clearedSessionCookies(): string[] {
  return [clearCookie("sid"), clearCookie("rid")];
}
