import { LogQueryVisualizationType, LogQueryWidget, type MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { aws, sum, type Watched } from "../alarms/alarm-row.ts";
import { emitted, REQUEST_CLASSES } from "../metrics.ts";
import { graph, insight, percentiles, type Rows, search } from "./widgets.ts";

/** Which requests are slow, refused or failing? */
export function apiDashboard({ settings: { stage }, areas, rateBuckets }: Watched): Rows {
  const logGroupNames = areas.map((area) => `/instainstru/${stage}/${area}`);
  return [
    [
      graph(
        "Answers by outcome",
        ["2xx", "3xx", "4xx", "429", "5xx"].map((outcome) => everyClass(stage, outcome)),
      ),
      graph(
        "5xx by area",
        areas.map((area) => emitted(stage, "RequestCount", { area, outcome: "5xx" }, { label: area })),
      ),
      graph(
        "p95 of reads by area (ms)",
        areas.map((area) => emitted(stage, "RequestDuration", { area, class: "read" }, { statistic: Stats.p(95), label: area })),
      ),
    ],
    REQUEST_CLASSES.filter((name) => name !== "other").map((name) => graph(`Latency, ${name} (ms)`, percentiles(stage, name), 6)),
    [
      search("Problems by code", stage, "code", "ProblemCount"),
      graph(
        "Refused by bucket",
        rateBuckets.map((bucket) => emitted(stage, "RateLimitDecision", { bucket, outcome: "block" }, { label: bucket })),
      ),
      graph(
        "Cold starts by area",
        areas.map((area) => emitted(stage, "ColdStart", { area }, { label: area })),
      ),
    ],
    [
      graph("Functions: errors and throttles", [aws("AWS/Lambda", "Errors", {}), aws("AWS/Lambda", "Throttles", {})]),
      graph("Throttled functions, worst ten", [
        insight('SELECT SUM(Throttles) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName ORDER BY SUM() DESC LIMIT 10'),
      ]),
    ],
    [
      new LogQueryWidget({
        title: "Operations by calls",
        logGroupNames,
        view: LogQueryVisualizationType.TABLE,
        width: 24,
        queryLines: [
          "filter msg = 'request'",
          "stats count(*) as calls, pct(durationMs, 95) as p95Ms, sum(status >= 500) as failures by operation",
          "sort calls desc",
          "limit 20",
        ],
      }),
    ],
  ];
}

function everyClass(stage: string, outcome: string): MathExpression {
  return sum(
    outcome,
    REQUEST_CLASSES.map((name) => emitted(stage, "RequestCount", { class: name, outcome })),
  );
}
