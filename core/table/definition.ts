import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/** The one table, as the local runtime and the tests create it. `stacks/data.ts` states the same for AWS; a test holds them equal. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["pk", "sk", ...INDEXES.flatMap((index) => [`${index}pk`, `${index}sk`])].map((name) => ({
      AttributeName: name,
      AttributeType: "S",
    })),
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: INDEXES.map((index) => ({
      IndexName: index,
      KeySchema: [
        { AttributeName: `${index}pk`, KeyType: "HASH" },
        { AttributeName: `${index}sk`, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  };
}

export const INDEXES = ["gsi1", "gsi2", "gsi3"] as const;
export type IndexName = (typeof INDEXES)[number];
