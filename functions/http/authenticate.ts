import type { Member } from "../../core/context.ts";
import { ACCOUNT_DEACTIVATED, DomainError, SERVICE_UNAVAILABLE, TOKEN_REVOKED, UNAUTHENTICATED } from "../../core/errors.ts";
import { type AccessClaims, verifyAccessToken } from "../../core/identity/access-token.ts";
import { memberOf } from "../../core/identity/member.ts";
import { isLive, type Session } from "../../core/identity/session.ts";
import { tokenTrust } from "../../core/identity/token-keys.ts";
import type { User } from "../../core/identity/user.ts";
import { sessionKey, userKey } from "../../core/table/keys.ts";
import { readAll } from "../../core/table/read.ts";
import type { Instant } from "../../core/time.ts";
import { cookie } from "./cookies.ts";
import { type HttpEvent, header } from "./exchange.ts";

/** The claims of the presented access token, or why it does not count. A bearer token goes before the cookie (SES-9). */
export async function presentedClaims(event: HttpEvent, now: Instant): Promise<AccessClaims | DomainError> {
  const token = presentedToken(event);
  if (token === undefined) return new DomainError(UNAUTHENTICATED, "Sign in and send the access token as a bearer token.");
  try {
    return await verifyAccessToken(token, await tokenTrust(), now);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/**
 * The signed-in caller as the table has them now (SES-6): one read of two small items, never cached beyond the request. A table that
 * cannot be read admits nobody, not even as a visitor.
 */
export async function admittedMember(claims: AccessClaims, now: Instant): Promise<{ principal: Member; user: User } | DomainError> {
  const [user, session] = await readAll([userKey(claims.userId), sessionKey(claims.userId, claims.sessionId)]).catch(notReadable);
  if (user?.accountStatus === "deactivated")
    return new DomainError(ACCOUNT_DEACTIVATED, "This account is deactivated. Ask support to bring it back.");
  if (!isAdmitted(user, session, now)) return new DomainError(TOKEN_REVOKED, "This session has ended. Sign in again.");
  return { user, principal: memberOf(user, claims.sessionId) };
}

function notReadable(cause: unknown): never {
  const detail = "Who is signed in cannot be checked right now. Try again in a second.";
  throw new DomainError(SERVICE_UNAVAILABLE, detail, {}, { cause, headers: { "retry-after": "1" } });
}

function isAdmitted(user: User | undefined, session: Session | undefined, now: Instant): user is User {
  return user !== undefined && session !== undefined && isLive(session, user, now);
}

export function presentedToken(event: HttpEvent): string | undefined {
  const authorization = header(event, "authorization");
  if (authorization === undefined) return cookie(event, "sid");
  const [scheme, token] = authorization.split(" ");
  return scheme?.toLowerCase() === "bearer" ? (token ?? "") : "";
}
