import type { JWK } from "jose";
import { environment, stage } from "../config.ts";
import { required } from "../errors.ts";
import { secret } from "../secrets.ts";
import { importTokenSigner, importTokenTrust, type TokenAudience, type TokenSigner, type TokenTrust } from "./signed-token.ts";

/** The key that signs: the first of the private ones, so that a rotation puts the new key in front (SES-1). */
export async function tokenSigner(): Promise<TokenSigner> {
  return signerOf(await secret("JWT_PRIVATE_KEYS"));
}

/** The keys that verify; the same object for as long as they stay the same, because what it has verified is remembered under it. */
export async function tokenTrust(): Promise<TokenTrust> {
  return trustOf(await secret("JWT_PUBLIC_KEYS"));
}

/** A public key as the secret holds it and as the world may read it. */
export interface PublicTokenKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly use: "sig";
  readonly alg: "ES256";
}

/** The keys that verify, for everyone who wants to check our tokens. */
export async function publicTokenKeys(): Promise<PublicTokenKey[]> {
  const { keys }: { keys: PublicTokenKey[] } = JSON.parse(await secret("JWT_PUBLIC_KEYS"));
  return keys;
}

const signerOf = madeOnce(async (text) => importTokenSigner(required(keysIn(text)[0], "there is a private key"), audience()));
const trustOf = madeOnce(async (text) => importTokenTrust(keysIn(text), audience()));

/** Makes the value anew only when the text is another than the last time. */
function madeOnce<T>(make: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly made: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

function keysIn(text: string): readonly JWK[] {
  const { keys }: { keys: readonly JWK[] } = JSON.parse(text);
  return keys;
}

function audience(): TokenAudience {
  return { issuer: environment("API_BASE_URL"), audience: stage() };
}
