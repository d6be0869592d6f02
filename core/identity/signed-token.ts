import { type CryptoKey, errors, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { DomainError, required, TOKEN_INVALID } from "../errors.ts";
import { epochSeconds, type Instant } from "../time.ts";

/** What a signed token may be used for; it is refused everywhere else (SES-1). */
export type TokenType = "access" | "two_factor" | "email_verification";

/** Who issues tokens for whom: `https://{apiDomain}` and the stage. */
export interface TokenAudience {
  readonly issuer: string;
  readonly audience: string;
}

/** Held only by functions that issue tokens. */
export interface TokenSigner extends TokenAudience {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
}

/** Held by every function: during a rotation two keys verify while one signs. */
export interface TokenTrust extends TokenAudience {
  readonly publicKeys: ReadonlyMap<string, CryptoKey>;
}

/** A token whose signature, issuer, audience and type are right. Whether its time is over is asked at every use. */
export interface ReadToken {
  readonly subject: string;
  readonly tokenId: string;
  readonly expiresAtSeconds: number;
  readonly claims: JWTPayload;
}

const ALGORITHM = "ES256";

export async function importTokenSigner(jwk: JWK, from: TokenAudience): Promise<TokenSigner> {
  const keyId = required(jwk.kid, "a signing key carries a kid");
  return { ...from, keyId, privateKey: await importKey(jwk) };
}

export async function importTokenTrust(jwks: readonly JWK[], from: TokenAudience): Promise<TokenTrust> {
  const keys = jwks.map(async (jwk) => [required(jwk.kid, "a verification key carries a kid"), await importKey(jwk)] as const);
  return { ...from, publicKeys: new Map(await Promise.all(keys)) };
}

export interface TokenContent {
  readonly subject: string;
  readonly tokenId: string;
  readonly lifetimeSeconds: number;
  readonly claims?: Readonly<Record<string, string | number>>;
}

export async function signToken(signer: TokenSigner, type: TokenType, content: TokenContent, now: Instant): Promise<string> {
  const issuedAt = epochSeconds(now);
  return new SignJWT({ ...content.claims, typ: type })
    .setProtectedHeader({ alg: ALGORITHM, kid: signer.keyId })
    .setIssuer(signer.issuer)
    .setAudience(signer.audience)
    .setSubject(content.subject)
    .setJti(content.tokenId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + content.lifetimeSeconds)
    .sign(signer.privateKey);
}

/** Checks everything about a token that does not change with time; anything wrong is `TOKEN_INVALID`. */
export async function readToken(token: string, type: TokenType, trust: TokenTrust): Promise<ReadToken> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyNamed(kid, trust), {
      algorithms: [ALGORITHM],
      issuer: trust.issuer,
      audience: trust.audience,
      requiredClaims: ["sub", "jti", "iat", "exp"],
      // No token is too old here: whether its time is over is asked with the request's own clock, at every use.
      clockTolerance: Number.MAX_SAFE_INTEGER,
    });
    if (payload.typ !== type) throw new errors.JWTClaimValidationFailed("the token is of another type", payload, "typ");
    return {
      subject: required(payload.sub, "jose has checked that sub is there"),
      tokenId: required(payload.jti, "jose has checked that jti is there"),
      expiresAtSeconds: required(payload.exp, "jose has checked that exp is there"),
      claims: payload,
    };
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw invalidToken(cause);
  }
}

export function invalidToken(cause?: unknown): DomainError {
  return new DomainError(TOKEN_INVALID, "The token is not valid here: sign in again.", {}, { cause });
}

function keyNamed(keyId: string | undefined, trust: TokenTrust): CryptoKey {
  const key = keyId === undefined ? undefined : trust.publicKeys.get(keyId);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key;
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError(`The key ${jwk.kid} is not an elliptic-curve key.`);
  return key;
}
