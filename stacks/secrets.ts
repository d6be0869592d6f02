import { Config, type Stack } from "sst/constructs";

/** `sst secrets set NAME value --stage prod` puts a value; `docs/runbooks/rotate-secrets.md` says what each looks like. */
export const SECRET_NAMES = [
  "JWT_PRIVATE_KEYS",
  "JWT_PUBLIC_KEYS",
  "REFRESH_KEYS",
  "CURSOR_KEY",
  "LOCATION_BLUR_KEY",
  "MAPS_API_KEY",
  "ORIGIN_SECRETS",
  "RATE_LIMIT_BYPASS",
] as const;

export type SecretName = (typeof SECRET_NAMES)[number];

export type Secrets = Readonly<Record<SecretName, Config.Secret>>;

/** Declares the secrets of the stage. Their values are SecureStrings of the parameter store and never pass through a template. */
export function declareSecrets(stack: Stack): Secrets {
  return Config.Secret.create(stack, ...SECRET_NAMES);
}
