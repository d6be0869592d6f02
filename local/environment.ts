import { SES_PATH } from "./mailbox/ses.ts";
import type { Queue } from "./queues/queues.ts";
import type { LocalSecrets } from "./secrets.ts";

export interface Addresses {
  /** The gateway, as people see it: tokens are issued in its name. */
  readonly api: string;
  readonly dynamodb: string;
  readonly sqs: string;
  readonly queues: readonly Queue[];
  readonly tableName: string;
}

/** Gives this process the environment that `stacks/` gives to functions; answers how to take it back. */
export function setEnvironment(addresses: Addresses, secrets: LocalSecrets): () => void {
  // By number: a name would first be tried on the IPv6 address, where nobody listens.
  const standIns = addresses.api.replace("localhost", "127.0.0.1");
  const queues = addresses.queues.map(({ name, url }) => [`QUEUE_URL_${name.toUpperCase().replaceAll("-", "_")}`, url]);
  const kept = Object.entries(secrets).map(([name, value]) => [`SST_Secret_value_${name}`, value]);
  const before = { ...process.env };
  Object.assign(process.env, Object.fromEntries([...queues, ...kept]), {
    STAGE: "local",
    TABLE_NAME: addresses.tableName,
    API_BASE_URL: addresses.api,
    DYNAMODB_ENDPOINT: addresses.dynamodb,
    AWS_ENDPOINT_URL_SQS: addresses.sqs,
    AWS_ENDPOINT_URL_SESV2: standIns + SES_PATH,
    MAPS_BASE_URL: standIns,
  });
  for (const [name, value] of Object.entries(DEFAULTS)) process.env[name] ??= value;
  const added = Object.keys(process.env).filter((name) => process.env[name] !== before[name]);
  return () => {
    for (const name of added) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  };
}

/** What a developer may set otherwise. Log lines of every request would bury the few that matter, so they start at warnings. */
const DEFAULTS = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  COMMIT_SHA: "local",
  EMAIL_DOMAIN: "instainstru.test",
  FRONTEND_ORIGINS: "",
  POWERTOOLS_LOG_LEVEL: "WARN",
};
