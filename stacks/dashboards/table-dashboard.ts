import { LogQueryVisualizationType, LogQueryWidget, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { aws, type Watched } from "../alarms/alarm-row.ts";
import { graph, insight, type Rows } from "./widgets.ts";

/** Does the table keep up, and who burdens it? */
export function tableDashboard({ settings: { stage }, table: { tableName }, areas, relayFunctionName }: Watched): Rows {
  const ofTable = (name: string, statistic?: string) => aws("AWS/DynamoDB", name, { TableName: tableName }, statistic);
  return [
    [
      graph("Units", [ofTable("ConsumedReadCapacityUnits"), ofTable("ConsumedWriteCapacityUnits")]),
      graph("Throttles", [ofTable("ReadThrottleEvents"), ofTable("WriteThrottleEvents")]),
      graph("Transaction conflicts", [ofTable("TransactionConflict")]),
    ],
    [
      graph(
        "Latency at the table, p99 (ms)",
        ["GetItem", "Query", "TransactWriteItems"].map((Operation) =>
          aws("AWS/DynamoDB", "SuccessfulRequestLatency", { TableName: tableName, Operation }, Stats.p(99)),
        ),
      ),
      graph("System errors", [
        insight(`SEARCH('{AWS/DynamoDB,TableName,Operation} MetricName="SystemErrors" TableName="${tableName}"', 'Sum', 300)`),
      ]),
      graph("Age of the stream (ms)", [aws("AWS/Lambda", "IteratorAge", { FunctionName: relayFunctionName }, Stats.MAXIMUM)]),
    ],
    [
      new LogQueryWidget({
        title: "Operations by calls to the table",
        logGroupNames: areas.map((area) => `/instainstru/${stage}/${area}`),
        view: LogQueryVisualizationType.TABLE,
        width: 24,
        queryLines: [
          "filter msg = 'request'",
          "stats sum(tableCalls) as calls, sum(tableMs) as totalMs, avg(tableMs) as meanMs by operation",
          "sort calls desc",
          "limit 20",
        ],
      }),
    ],
  ];
}
