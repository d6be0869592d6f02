import { RemovalPolicy } from "aws-cdk-lib/core";
import { type App, type Stack, Table } from "sst/constructs";
import { newStack } from "./new-stack.ts";
import { declareSecrets, type Secrets } from "./secrets.ts";
import type { StageSettings } from "./stage.ts";

/** The table and the secrets: what a stage keeps. */
export function dataStack(app: App, settings: StageSettings): { table: Table; secrets: Secrets } {
  const stack = newStack(app, "data");
  // Secrets are no resources of their own, so they stand beside one: CloudFormation takes no empty stack.
  return { table: theTable(stack, settings), secrets: declareSecrets(stack) };
}

/** The one table. `core/table/definition.ts` says the same for one machine, and a test holds the two equal. */
function theTable(stack: Stack, settings: StageSettings): Table {
  return new Table(stack, "table", {
    fields: {
      pk: "string",
      sk: "string",
      gsi1pk: "string",
      gsi1sk: "string",
      gsi2pk: "string",
      gsi2sk: "string",
      gsi3pk: "string",
      gsi3sk: "string",
    },
    primaryIndex: { partitionKey: "pk", sortKey: "sk" },
    globalIndexes: {
      gsi1: { partitionKey: "gsi1pk", sortKey: "gsi1sk" },
      gsi2: { partitionKey: "gsi2pk", sortKey: "gsi2sk" },
      gsi3: { partitionKey: "gsi3pk", sortKey: "gsi3sk" },
    },
    stream: "new_and_old_images",
    timeToLiveAttribute: "ttl",
    cdk: {
      table: {
        tableName: `instainstru-${settings.stage}`,
        // Protected in every stage: removing a stage begins with switching this off by hand.
        deletionProtection: true,
        removalPolicy: settings.stage === "prod" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      },
    },
  });
}
