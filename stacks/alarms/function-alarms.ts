import { MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { emitted, REQUEST_CLASSES } from "../metrics.ts";
import { type AlarmRow, aws, sum, type Watched } from "./alarm-row.ts";

/** Concurrency belongs to the account, so throttling is watched there: no area can be throttled while another is not. */
export function functionAlarms({ settings: { stage } }: Watched): AlarmRow[] {
  const timeouts = (requestClass: string) => emitted(stage, "HandlerTimeout", { class: requestClass });
  const concurrency = aws(
    "AWS/Usage",
    "ResourceCount",
    { Service: "Lambda", Type: "Resource", Resource: "ConcurrentExecutions", Class: "None" },
    Stats.MAXIMUM,
  );
  return [
    {
      name: "api-5xx-function",
      says: "Functions of the account ended with an error instead of an answer.",
      severity: "warning",
      runbook: "api-errors",
      metric: aws("AWS/Lambda", "Errors", {}),
      limit: { atLeast: 5 },
    },
    {
      name: "function-timeout-money",
      says: "A request about money ran out of time; whether it took effect must be looked at.",
      severity: "critical",
      runbook: "function-timeouts",
      metric: timeouts("money"),
      limit: { atLeast: 1 },
    },
    {
      name: "function-timeout",
      says: "Requests ran out of time.",
      severity: "warning",
      runbook: "function-timeouts",
      metric: sum("Timeouts", REQUEST_CLASSES.filter((name) => name !== "money").map(timeouts)),
      limit: { atLeast: 5 },
    },
    {
      name: "function-throttle",
      says: "Lambda refused to start functions: the account's concurrency is used up.",
      severity: "critical",
      runbook: "concurrency",
      metric: aws("AWS/Lambda", "Throttles", {}),
      limit: { atLeast: 1 },
    },
    {
      name: "concurrency-high",
      says: "More than 80 % of the account's concurrency is in use.",
      severity: "warning",
      runbook: "concurrency",
      metric: new MathExpression({
        expression: "100 * used / SERVICE_QUOTA(used)",
        usingMetrics: { used: concurrency },
        period: Duration.minutes(5),
      }),
      limit: { above: 80 },
    },
  ];
}
