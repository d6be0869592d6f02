import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { exportJWK, generateKeyPair } from "jose";
import type { SecretName } from "../core/secrets.ts";

export type LocalSecrets = Partial<Record<SecretName, string>>;

/** The secrets of this machine: made at the first start, kept in the file, the same at every later one. */
export async function localSecrets(file: string): Promise<LocalSecrets> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const secrets = await makeSecrets();
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

async function makeSecrets(): Promise<LocalSecrets> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const use = { kid: `local-${randomBytes(4).toString("hex")}`, alg: "ES256", use: "sig" };
  return {
    JWT_PRIVATE_KEYS: JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), ...use }] }),
    JWT_PUBLIC_KEYS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...use }] }),
    REFRESH_KEYS: JSON.stringify({ keys: [{ id: "local-1", key: randomKey() }] }),
    CURSOR_KEY: randomKey(),
    LOCATION_BLUR_KEY: randomKey(),
    MAPS_API_KEY: "local",
  };
}

function randomKey(): string {
  return randomBytes(32).toString("base64url");
}
