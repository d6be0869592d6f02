import { announced } from "./clients/observe.ts";
import { optionalEnvironment } from "./config.ts";

export type SecretName =
  | "JWT_PRIVATE_KEYS"
  | "JWT_PUBLIC_KEYS"
  | "REFRESH_KEYS"
  | "CURSOR_KEY"
  | "LOCATION_BLUR_KEY"
  | "MAPS_API_KEY"
  | "ORIGIN_SECRETS"
  | "RATE_LIMIT_BYPASS";

const FETCH_MARK = "__FETCH_FROM_SSM__";
const KEEP_MS = 5 * 60_000;

const kept = new Map<SecretName, { value: string; until: number }>();

/**
 * A secret of the stage. SST puts either the value or a mark into the environment; marked ones are read from the parameter store and
 * kept for five minutes, so that a rotated value arrives without a deployment (operations OPS-19).
 */
export async function secret(name: SecretName): Promise<string> {
  const value = await optionalSecret(name);
  if (value === undefined) throw new Error(`The secret ${name} is not set.`);
  return value;
}

export async function optionalSecret(name: SecretName): Promise<string | undefined> {
  announced({ service: "secrets", action: name, input: undefined });
  const given = optionalEnvironment(`SST_Secret_value_${name}`);
  if (given !== FETCH_MARK) return given;
  const known = kept.get(name);
  if (known && known.until > performance.now()) return known.value;
  const value = await fetchParameter(`${process.env.SST_SSM_PREFIX ?? ""}Secret/${name}/value`);
  if (value !== undefined) kept.set(name, { value, until: performance.now() + KEEP_MS });
  return value;
}

/** Through the Lambda parameters extension's local port: an HTTP call costs no SDK client in the bundle. */
async function fetchParameter(name: string): Promise<string | undefined> {
  const port = process.env.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ?? "2773";
  const query = new URLSearchParams({ name, withDecryption: "true" });
  const url = `http://localhost:${port}/systemsmanager/parameters/get?${query}`;
  const answer = await fetch(url, {
    headers: { "X-Aws-Parameters-Secrets-Token": process.env.AWS_SESSION_TOKEN ?? "" },
    signal: AbortSignal.timeout(3_000),
  });
  if (answer.status === 400 || answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`The parameter store answered ${answer.status} for ${name}.`);
  return parameterValue(await answer.text());
}

function parameterValue(text: string): string | undefined {
  const body: { Parameter?: { Value?: string } } = JSON.parse(text);
  return body.Parameter?.Value;
}
