import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { ACCESS_TOKEN_SECONDS, issueAccessToken, readAccessToken, verifyAccessToken } from "../../core/identity/access-token.ts";
import { importTokenSigner, importTokenTrust, signToken, type TokenSigner, type TokenTrust } from "../../core/identity/signed-token.ts";
import { plusMilliseconds } from "../../core/time.ts";
import { START } from "./make-session.ts";

const from = { issuer: "https://api.instainstru.example", audience: "local" };
const grant = {
  userId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  sessionId: "ses_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  role: "student",
  tokenId: "t1",
} as const;
let signer: TokenSigner;
let trust: TokenTrust;
let publicKey: JWK;

describe("access tokens", () => {
  beforeAll(async () => {
    const old = await keyPair("k0");
    const current = await keyPair("k1");
    signer = await importTokenSigner(current.privateJwk, from);
    publicKey = current.publicJwk;
    trust = await importTokenTrust([old.publicJwk, publicKey], from);
  });

  it("SES-1 are signed with ES256 and a kid, and say who, which session, which role, and nothing personal", async () => {
    const token = await issueAccessToken(signer, grant, START);
    expect(decodeProtectedHeader(token)).toEqual({ alg: "ES256", kid: "k1" });
    const issuedAt = Date.parse(START) / 1000;
    expect(decodeJwt(token)).toEqual({
      iss: from.issuer,
      aud: from.audience,
      sub: grant.userId,
      sid: grant.sessionId,
      jti: "t1",
      typ: "access",
      role: "student",
      iat: issuedAt,
      exp: issuedAt + 3_600,
    });
  });

  it("SES-1 are valid for an hour without leeway, remembered or not", async () => {
    const token = await issueAccessToken(signer, grant, START);
    const end = plusMilliseconds(START, ACCESS_TOKEN_SECONDS * 1_000);
    const claims = { userId: grant.userId, sessionId: grant.sessionId, role: "student" };
    expect(await verifyAccessToken(token, trust, plusMilliseconds(end, -1))).toMatchObject(claims);
    await expect(verifyAccessToken(token, trust, end)).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
    expect(await readAccessToken(token, trust)).toMatchObject(claims);
  });

  it("SES-1 a token of another type, audience, issuer or key is invalid, expired or not", async () => {
    const stranger = await keyPair("k1");
    const others = await Promise.all([
      signToken(signer, "two_factor", { subject: grant.userId, tokenId: "t1", lifetimeSeconds: 300 }, START),
      issueAccessToken({ ...signer, audience: "prod" }, grant, START),
      issueAccessToken({ ...signer, issuer: "https://evil.example" }, grant, START),
      issueAccessToken({ ...signer, keyId: "k9" }, grant, START),
      issueAccessToken(await importTokenSigner(stranger.privateJwk, from), grant, START),
    ]);
    for (const token of others) {
      await expect(verifyAccessToken(token, trust, START)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
      await expect(verifyAccessToken(token, trust, plusMilliseconds(START, 1e9))).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    }
  });

  it("SES-1 a token that was touched, unsigned, or never was one is invalid", async () => {
    const [head = "", body = "", signature = ""] = (await issueAccessToken(signer, grant, START)).split(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`;
    const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, "base64url").toString()), role: "admin" })).toString(
      "base64url",
    );
    for (const token of ["", "x", "a.b.c", unsigned, `${head}.${forged}.${signature}`, `${head}.${body}.${signature.slice(0, -4)}AAAA`]) {
      await expect(verifyAccessToken(token, trust, START)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    }
  });

  it("SES-1 a token without a session or with a role we do not know is invalid", async () => {
    const content = { subject: grant.userId, tokenId: "t1", lifetimeSeconds: 300 };
    for (const claims of [{ role: "student" }, { sid: grant.sessionId, role: "owner" }, { sid: 5, role: "student" }]) {
      const token = await signToken(signer, "access", { ...content, claims }, START);
      await expect(readAccessToken(token, trust)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    }
  });

  it("checks the signature of a token once while the keys stay, and again under other keys", async () => {
    const token = await issueAccessToken(signer, grant, START);
    const first = await readAccessToken(token, trust);
    expect(await readAccessToken(token, trust)).toBe(first);
    const withoutKey = await importTokenTrust([], from);
    await expect(readAccessToken(token, withoutKey)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  });
});

async function keyPair(kid: string): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  return { privateJwk: { ...(await exportJWK(pair.privateKey)), kid }, publicJwk: { ...(await exportJWK(pair.publicKey)), kid } };
}
