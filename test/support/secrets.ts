import { exportJWK, generateKeyPair } from "jose";
import type { SecretName } from "../../core/secrets.ts";

/** Gives this worker secrets of its own and the settings that tokens name; made once, however often it is asked. */
export function useSecrets(): Promise<void> {
  made ??= makeSecrets();
  return made;
}

let made: Promise<void> | undefined;

async function makeSecrets(): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const use = { kid: "test-1", alg: "ES256", use: "sig" };
  setSecret("JWT_PRIVATE_KEYS", JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), ...use }] }));
  setSecret("JWT_PUBLIC_KEYS", JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...use }] }));
  setSecret("REFRESH_KEYS", JSON.stringify({ keys: [{ id: "test-1", key: "a key for refresh secrets in tests" }] }));
  setSecret("CURSOR_KEY", "a key for cursors in tests");
  setSecret("LOCATION_BLUR_KEY", "a key for blurring places in tests");
  setSecret("MAPS_API_KEY", "test");
  process.env.API_BASE_URL ??= "http://localhost:4000";
}

/** Sets a secret as SST hands it to functions. */
export function setSecret(name: SecretName, value: string): void {
  process.env[`SST_Secret_value_${name}`] = value;
}
