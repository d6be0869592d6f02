import { DomainError, TOKEN_EXPIRED } from "../errors.ts";
import { isId, type SessionId, type UserId } from "../ids.ts";
import { epochSeconds, type Instant } from "../time.ts";
import { isRole, type Role } from "./roles.ts";
import { invalidToken, readToken, signToken, type TokenSigner, type TokenTrust } from "./signed-token.ts";

/** What an access token says: nobody's e-mail, nothing personal (SES-1). */
export interface AccessClaims {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly role: Role;
  readonly expiresAtSeconds: number;
}

export const ACCESS_TOKEN_SECONDS = 3_600;
const MAX_REMEMBERED = 1_000;

export interface AccessGrant extends Pick<AccessClaims, "userId" | "sessionId" | "role"> {
  readonly tokenId: string;
}

export async function issueAccessToken(signer: TokenSigner, grant: AccessGrant, now: Instant): Promise<string> {
  const { userId, sessionId, role, tokenId } = grant;
  const content = { subject: userId, tokenId, lifetimeSeconds: ACCESS_TOKEN_SECONDS, claims: { sid: sessionId, role } };
  return signToken(signer, "access", content, now);
}

/** The claims of a token that is valid now: `TOKEN_INVALID` or `TOKEN_EXPIRED` otherwise. No leeway (SES-1). */
export async function verifyAccessToken(token: string, trust: TokenTrust, now: Instant): Promise<AccessClaims> {
  const claims = await readAccessToken(token, trust);
  if (epochSeconds(now) >= claims.expiresAtSeconds) {
    throw new DomainError(TOKEN_EXPIRED, "The access token has expired: refresh the session and repeat the request.");
  }
  return claims;
}

/** The claims of a token with a right signature, expired or not, which is enough to sign out (SES-10). */
export async function readAccessToken(token: string, trust: TokenTrust): Promise<AccessClaims> {
  const remembered = rememberedTokens(trust);
  const known = remembered.get(token);
  if (known !== undefined) return known;
  const { subject, expiresAtSeconds, claims } = await readToken(token, "access", trust);
  const { sid, role } = claims;
  if (!isId("usr", subject) || typeof sid !== "string" || !isId("ses", sid) || !isRole(role)) throw invalidToken();
  const read = { userId: subject, sessionId: sid, role, expiresAtSeconds };
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(token, read);
  return read;
}

// A signature takes longer to check than the rest of a read, and one page makes many requests with one token. What is kept holds under
// the keys it was checked with: other keys begin with nothing, so a key that is taken out of use takes its tokens with it.
const rememberedByTrust = new WeakMap<TokenTrust, Map<string, AccessClaims>>();

function rememberedTokens(trust: TokenTrust): Map<string, AccessClaims> {
  const known = rememberedByTrust.get(trust);
  if (known !== undefined) return known;
  const fresh = new Map<string, AccessClaims>();
  rememberedByTrust.set(trust, fresh);
  return fresh;
}
