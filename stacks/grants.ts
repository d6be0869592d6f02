import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Stack } from "aws-cdk-lib/core";
import type { FunctionEntry, RoutedOperation } from "./document.ts";
import type { Foundation } from "./function.ts";
import type { SecretName } from "./secrets.ts";

/** What a function gets beside its code: IAM statements, environment, and secrets. */
export interface Rights {
  readonly statements: readonly PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretName[];
}

/**
 * The capabilities a contract can ask for. Exact actions on exact resources, never SST's `bind` for table and queues: that grants
 * `dynamodb:*` and `sqs:*`.
 */
const CAPABILITIES = {
  "table.read": ({ table }: Foundation) => ({
    statements: [allow(["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"], [table.tableArn, `${table.tableArn}/index/*`])],
  }),
  // TransactWriteItems has no action of its own: it needs those of the writes in it.
  "table.write": ({ table }: Foundation) => ({
    statements: [
      allow(["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"], [table.tableArn]),
    ],
  }),
  "queues.send": ({ queues }: Foundation) => ({
    statements:
      queues.length === 0
        ? []
        : [
            allow(
              ["sqs:SendMessage"],
              queues.map(({ queue }) => queue.queueArn),
            ),
          ],
    environment: Object.fromEntries(
      queues.map(({ name, queue }) => [`QUEUE_URL_${name.toUpperCase().replaceAll("-", "_")}`, queue.queueUrl]),
    ),
  }),
  email: ({ table, settings }: Foundation) => ({
    statements: [
      allow(["ses:SendEmail"], [Stack.of(table).formatArn({ service: "ses", resource: "identity", resourceName: settings.emailDomain })]),
    ],
  }),
  maps: () => ({ secrets: ["MAPS_API_KEY"] }),
  "secret.jwt-private": () => ({ secrets: ["JWT_PRIVATE_KEYS"] }),
  "secret.refresh": () => ({ secrets: ["REFRESH_KEYS"] }),
  "secret.location-blur": () => ({ secrets: ["LOCATION_BLUR_KEY"] }),
  "secret.cursor": () => ({ secrets: ["CURSOR_KEY"] }),
} satisfies Record<string, (foundation: Foundation) => Partial<Rights>>;

type GrantName = keyof typeof CAPABILITIES;

/** The rights of a function that no route leads to: what it asks for and nothing else. */
export function grantedRights(owner: string, entry: FunctionEntry, foundation: Foundation): Rights {
  return together(entry.grants.map((grant) => capability(owner, grant)(foundation)));
}

/** The rights of a routed operation: what its contract asks for, and what the edge of every handler does on its own. */
export function operationRights(operation: RoutedOperation, foundation: Foundation): Rights {
  return together([grantedRights(operation.operationId, operation, foundation), ...edgeRights(operation, foundation)]);
}

/** What answering at all needs: knowing that a request came through our edge (identity SEC-6). */
export const EDGE_SECRETS: readonly SecretName[] = ["ORIGIN_SECRETS"];

function edgeRights(operation: RoutedOperation, { table, settings }: Foundation): Partial<Rights>[] {
  const rights: Partial<Rights>[] = [{ secrets: EDGE_SECRETS }];
  const isCounted = operation.rateBucket !== undefined;
  // Whoever is counted is counted under their own name, so even an operation for anyone reads the session of who has one.
  if (operation.authenticated || isCounted) {
    rights.push({ statements: [allow(["dynamodb:GetItem", "dynamodb:BatchGetItem"], [table.tableArn])], secrets: ["JWT_PUBLIC_KEYS"] });
  }
  if (isCounted || operation.guarded) {
    // Counting is the one write that a read-only operation makes, so it is held to the counters' own partitions.
    const counters = allow(
      ["dynamodb:GetItem", "dynamodb:UpdateItem", ...(operation.guarded ? ["dynamodb:PutItem"] : [])],
      [table.tableArn],
    );
    counters.addCondition("ForAllValues:StringLike", { "dynamodb:LeadingKeys": ["RATE#*"] });
    // The load tests' bypass is ignored in prod (identity RL-16), so prod's functions cannot even read it.
    rights.push({ statements: [counters], secrets: settings.stage === "prod" ? [] : ["RATE_LIMIT_BYPASS"] });
  }
  return rights;
}

function capability(owner: string, grant: string): (foundation: Foundation) => Partial<Rights> {
  if (!isGrantName(grant)) {
    throw new Error(`${owner} asks for the grant "${grant}", which does not exist. There are: ${Object.keys(CAPABILITIES).join(", ")}.`);
  }
  return CAPABILITIES[grant];
}

function isGrantName(text: string): text is GrantName {
  return Object.hasOwn(CAPABILITIES, text);
}

function together(parts: readonly Partial<Rights>[]): Rights {
  return {
    statements: parts.flatMap(({ statements }) => statements ?? []),
    environment: Object.assign({}, ...parts.map(({ environment }) => environment)),
    secrets: [...new Set(parts.flatMap(({ secrets }) => secrets ?? []))].sort(),
  };
}

function allow(actions: string[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
