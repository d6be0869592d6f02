import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { ParamsAndSecretsLayerVersion, ParamsAndSecretsVersions } from "aws-cdk-lib/aws-lambda";
import { type App, Function as LambdaFunction, type Stack, type Table } from "sst/constructs";
import type { FunctionEntry } from "./document.ts";
import type { Rights } from "./grants.ts";
import type { LogName, Logs } from "./logs.ts";
import type { ConsumerQueue } from "./queues.ts";
import type { Secrets } from "./secrets.ts";
import type { StageSettings } from "./stage.ts";

/** What every function stands on. Built first; nothing in it knows a function, so stacks depend one way only. */
export interface Foundation {
  readonly settings: StageSettings;
  readonly table: Table;
  readonly secrets: Secrets;
  readonly queues: readonly ConsumerQueue[];
  readonly logs: Logs;
  /** Where callers find the API, without a trailing slash. */
  readonly apiBaseUrl: string;
}

/** The one place where a Lambda is made: one role of its own, one log group of its area, the rights it was granted. */
export function addFunction(
  stack: Stack,
  foundation: Foundation,
  id: string,
  { entry, rights, log }: { entry: FunctionEntry; rights: Rights; log: LogName },
): LambdaFunction {
  const app = appOf(stack);
  const logGroup = foundation.logs.get(log);
  if (logGroup === undefined) throw new Error(`There is no log group for "${log}", which ${id} writes to.`);
  // A role given by us instead of the default one, whose managed policy would let every function write to every log.
  const role = new Role(stack, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  logGroup.grant(role, "logs:CreateLogStream", "logs:PutLogEvents");
  // As SST makes the functions of its own constructs; by `new`, each would also be published as a parameter for others to bind to.
  return LambdaFunction.fromDefinition(stack, id, {
    functionName: app.logicalPrefixedName(id),
    handler: entry.file.replace(/\.ts$/, ".handler"),
    runtime: "nodejs22.x",
    architecture: "arm_64",
    memorySize: entry.memoryMb,
    timeout: entry.timeoutSeconds,
    // Traces are read from the logs (operations OPS-11).
    tracing: "disabled",
    role,
    logGroup,
    copyFiles: entry.files.map((from) => ({ from })),
    environment: { ...baseEnvironment(foundation), ...rights.environment },
    permissions: [...rights.statements, ...secretStatements(stack, rights)],
    bind: rights.secrets.map((name) => foundation.secrets[name]),
    ...(rights.secrets.length === 0 ? {} : { paramsAndSecrets: secretsExtension() }),
  });
}

function baseEnvironment({ settings, table, apiBaseUrl }: Foundation): Record<string, string> {
  return {
    STAGE: settings.stage,
    TABLE_NAME: table.tableName,
    API_BASE_URL: apiBaseUrl,
    COMMIT_SHA: settings.commitSha,
    FRONTEND_ORIGINS: settings.frontendOrigins.join(","),
    EMAIL_DOMAIN: settings.emailDomain,
    AVAILABILITY_RETENTION: settings.availabilityRetention,
    NODE_OPTIONS: "--enable-source-maps",
  };
}

/** `bind` grants `ssm:GetParameters`, as SST's own client wants; the Lambda extension that functions read through calls `GetParameter`. */
function secretStatements(stack: Stack, { secrets }: Rights): PolicyStatement[] {
  if (secrets.length === 0) return [];
  const app = appOf(stack);
  const resources = secrets.map((name) =>
    stack.formatArn({ service: "ssm", resource: "parameter", resourceName: `sst/${app.name}/${app.stage}/Secret/${name}/value` }),
  );
  return [new PolicyStatement({ actions: ["ssm:GetParameter"], resources })];
}

/** Functions keep a secret five minutes themselves (operations OPS-19); a second cache would double the age of a rotated one. */
function secretsExtension(): ParamsAndSecretsLayerVersion {
  return ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103, { cacheEnabled: false });
}

/** Guaranteed by SST: every one of its stacks hangs on its App. */
function appOf(stack: Stack): App {
  return stack.node.root as App;
}
