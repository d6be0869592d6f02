import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import type { Table } from "sst/constructs";
import type { AreaName } from "../areas.ts";
import type { Gateway } from "../gateway.ts";
import type { Queues } from "../queues.ts";
import type { StageSettings } from "../stage.ts";

/** A row of operations 3.6. It fires when the metric is above `above`, or at least `atLeast`, in one period. */
export interface AlarmRow {
  readonly name: string;
  /** One sentence for the person who is woken. */
  readonly says: string;
  readonly severity: "critical" | "warning";
  /** A file of `docs/runbooks/`. */
  readonly runbook: string;
  readonly metric: IMetric;
  readonly limit: { readonly above: number } | { readonly atLeast: number };
}

/** What the alarms and dashboards watch. */
export interface Watched {
  readonly settings: StageSettings;
  readonly gateway: Gateway;
  readonly table: Table;
  readonly queues: Queues;
  readonly relayFunctionName: string;
  readonly areas: readonly AreaName[];
  readonly rateBuckets: readonly string[];
}

/** A metric that AWS emits about a service. */
export function aws(
  namespace: `AWS/${string}`,
  metricName: string,
  dimensionsMap: Readonly<Record<string, string>>,
  statistic: string = Stats.SUM,
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period: Duration.minutes(5) });
}

/** The sum of at most ten metrics (CloudWatch's limit); one that nobody emitted counts as nothing instead of hiding the others. */
export function sum(label: string, metrics: readonly IMetric[], period = Duration.minutes(5)): MathExpression {
  const usingMetrics = named(label, metrics);
  return new MathExpression({ expression: added(usingMetrics), usingMetrics, period, label });
}

/**
 * `part` of `whole` in percent. Below `floor` it is nothing: one oddity in a quiet night would otherwise be a share of 100 % (ALM-3).
 */
export function share(
  part: readonly IMetric[],
  whole: readonly IMetric[],
  { floor, periodMinutes = 5 }: { floor: number; periodMinutes?: number },
): MathExpression {
  const parts = named("part", part);
  const wholes = named("whole", whole);
  const total = added(wholes);
  return new MathExpression({
    expression: `IF(${total} >= ${floor}, 100 * (${added(parts)}) / (${total}), 0)`,
    usingMetrics: { ...parts, ...wholes },
    period: Duration.minutes(periodMinutes),
  });
}

/** CloudWatch wants names that begin with a small letter, and each only once in a graph. */
function named(prefix: string, metrics: readonly IMetric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric, index) => [`m${prefix}${index}`, metric]));
}

function added(metrics: Readonly<Record<string, IMetric>>): string {
  return Object.keys(metrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(" + ");
}
