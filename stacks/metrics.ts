import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";

/**
 * The metrics our functions emit that alarms and dashboards read, each with the dimensions it is read by (operations MON-2). A name or a
 * dimension that is not here does not compile.
 */
export const EMITTED_METRICS = {
  RequestCount: ["area", "class", "outcome"],
  RequestDuration: ["area", "class"],
  ProblemCount: ["code"],
  HandlerTimeout: ["class"],
  ColdStart: ["area"],
  RateLimitDecision: ["bucket", "outcome"],
  RateLimitError: ["bucket"],
  OutboxLag: [],
  EventsRelayed: [],
  EventsFailed: [],
  ConsumerHandled: ["consumer", "outcome"],
  ConsumerLag: ["consumer", "outcome"],
  ScheduleRun: ["schedule", "outcome"],
  ScheduleDuration: ["schedule", "outcome"],
  BookingCreated: [],
  BookingCancelled: [],
  SessionReuseDetected: [],
  AvailabilityInvariantBroken: [],
  BookingInvariantBroken: [],
  BookingFigureDifference: [],
} as const;

export type EmittedMetric = keyof typeof EMITTED_METRICS;

/** `money` is what the buckets booking, payment and financial guard; `other` is whatever no route leads to. */
export const REQUEST_CLASSES = ["money", "search", "read", "write", "other"] as const;

export function namespaceOf(stage: string): string {
  return `InstaInstru/${stage}`;
}

export function emitted<Name extends EmittedMetric>(
  stage: string,
  metricName: Name,
  dimensions: Partial<Record<(typeof EMITTED_METRICS)[Name][number], string>>,
  { statistic = Stats.SUM, periodMinutes = 5, label }: { statistic?: string; periodMinutes?: number; label?: string } = {},
): Metric {
  return new Metric({
    namespace: namespaceOf(stage),
    metricName,
    dimensionsMap: given(dimensions),
    statistic,
    period: Duration.minutes(periodMinutes),
    ...(label === undefined ? {} : { label }),
  });
}

function given(dimensions: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(dimensions).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
