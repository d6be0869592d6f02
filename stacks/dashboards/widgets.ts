import {
  type AlarmStatusWidget,
  GraphWidget,
  type IMetric,
  type IWidget,
  type LogQueryWidget,
  MathExpression,
  type Metric,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { type EmittedMetric, emitted } from "../metrics.ts";

/** A dashboard, row by row. */
export type Rows = readonly (readonly (GraphWidget | LogQueryWidget | AlarmStatusWidget)[])[];

/** Guaranteed by CDK, whose own widgets do not fit its own interface under `exactOptionalPropertyTypes`. */
export function cdkWidgets(rows: Rows): IWidget[][] {
  return rows.map((row) => [...row]) as IWidget[][];
}

export function graph(title: string, left: readonly IMetric[], width = 8): GraphWidget {
  return new GraphWidget({ title, left: [...left], width });
}

/** Series of names that are not known when the stacks are made. */
export function search(title: string, stage: string, dimensions: string, metricName: EmittedMetric, statistic = "Sum"): GraphWidget {
  return graph(title, [insight(`SEARCH('{InstaInstru/${stage},${dimensions}} MetricName="${metricName}"', '${statistic}', 300)`)]);
}

/** A metric that CloudWatch finds or computes itself. */
export function insight(expression: string): MathExpression {
  return new MathExpression({ expression, usingMetrics: {}, period: Duration.minutes(5), label: "" });
}

export function percentiles(stage: string, requestClass: string): Metric[] {
  return [50, 95, 99].map((p) => emitted(stage, "RequestDuration", { class: requestClass }, { statistic: Stats.p(p), label: `p${p}` }));
}
