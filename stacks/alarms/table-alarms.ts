import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type AlarmRow, aws, share, sum, type Watched } from "./alarm-row.ts";

export function tableAlarms({ table }: Watched): AlarmRow[] {
  const throttles = [undefined, "gsi1", "gsi2", "gsi3"].flatMap((index) =>
    ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) =>
      aws("AWS/DynamoDB", name, { TableName: table.tableName, ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }) }),
    ),
  );
  const errors = TABLE_OPERATIONS.map((Operation) => aws("AWS/DynamoDB", "SystemErrors", { TableName: table.tableName, Operation }));
  const conflicts = aws("AWS/DynamoDB", "TransactionConflict", { TableName: table.tableName });
  const transactions = aws(
    "AWS/DynamoDB",
    "SuccessfulRequestLatency",
    { TableName: table.tableName, Operation: "TransactWriteItems" },
    Stats.SAMPLE_COUNT,
  );
  return [
    {
      name: "table-throttle",
      says: "DynamoDB throttled the table or one of its indexes.",
      severity: "critical",
      runbook: "table-throttle",
      metric: sum("Throttles", throttles),
      limit: { atLeast: 10 },
    },
    {
      name: "table-errors",
      says: "DynamoDB answered with errors of its own.",
      severity: "critical",
      runbook: "table-errors",
      metric: sum("Errors", errors),
      limit: { atLeast: 5 },
    },
    {
      name: "transaction-conflicts",
      says: "More than 5 % of the transactions met another one on the same item.",
      severity: "warning",
      runbook: "hot-keys",
      // Counted by DynamoDB itself; the latency metric's sample count is the number of transactions that went through.
      metric: share([conflicts], [transactions], { floor: 20, periodMinutes: 15 }),
      limit: { above: 5 },
    },
  ];
}

const TABLE_OPERATIONS = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"] as const;
