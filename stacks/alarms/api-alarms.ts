import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { emitted } from "../metrics.ts";
import { type AlarmRow, aws, share, type Watched } from "./alarm-row.ts";

export function apiAlarms({ settings: { stage }, gateway, areas }: Watched): AlarmRow[] {
  const apis = [gateway.public, gateway.ops];
  const counted = (name: "5xx" | "Count") => apis.map((api) => aws("AWS/ApiGateway", name, { ApiId: api.httpApiId }));
  return [
    {
      name: "api-5xx-rate",
      says: "More than 2 % of all requests were answered with 5xx.",
      severity: "critical",
      runbook: "api-errors",
      metric: share(counted("5xx"), counted("Count"), { floor: 50 }),
      limit: { above: 2 },
    },
    // An area's own 5xx; what crashed before it could answer is in the row of all functions.
    ...areas.map(
      (area): AlarmRow => ({
        name: `api-5xx-function-${area}`,
        says: `Functions of the area ${area} answered 5xx.`,
        severity: "warning",
        runbook: "api-errors",
        metric: emitted(stage, "RequestCount", { area, outcome: "5xx" }),
        limit: { atLeast: 5 },
      }),
    ),
    {
      name: "api-latency",
      says: "Reads are slow: one in twenty took more than 800 ms.",
      severity: "warning",
      runbook: "slow-api",
      metric: emitted(stage, "RequestDuration", { class: "read" }, { statistic: Stats.p(95), periodMinutes: 15 }),
      limit: { above: 800 },
    },
    ...areas.map(
      (area): AlarmRow => ({
        name: `api-latency-${area}`,
        says: `Reads of the area ${area} are slow: one in twenty took more than 800 ms.`,
        severity: "warning",
        runbook: "slow-api",
        metric: emitted(stage, "RequestDuration", { area, class: "read" }, { statistic: Stats.p(95), periodMinutes: 15 }),
        limit: { above: 800 },
      }),
    ),
  ];
}
