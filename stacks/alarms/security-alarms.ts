import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { emitted, namespaceOf } from "../metrics.ts";
import { type AlarmRow, share, type Watched } from "./alarm-row.ts";

export function rateLimitAlarms({ settings: { stage }, rateBuckets }: Watched): AlarmRow[] {
  return [
    ...rateBuckets.map(
      (bucket): AlarmRow => ({
        name: `rate-limit-blocks-${bucket}`,
        says: `More than 5 % of the calls of the bucket ${bucket} were refused.`,
        severity: "warning",
        runbook: "rate-limits",
        metric: share(
          [emitted(stage, "RateLimitDecision", { bucket, outcome: "block" })],
          [emitted(stage, "RateLimitDecision", { bucket })],
          { floor: 50 },
        ),
        limit: { above: 5 },
      }),
    ),
    {
      name: "rate-limit-errors",
      says: "Calls could not be counted, so they were let through.",
      severity: "warning",
      runbook: "rate-limits",
      metric: new MathExpression({
        expression: `SELECT SUM(RateLimitError) FROM SCHEMA("${namespaceOf(stage)}", bucket)`,
        usingMetrics: {},
        period: Duration.minutes(5),
      }),
      limit: { atLeast: 10 },
    },
  ];
}

export function identityAlarms({ settings: { stage } }: Watched): AlarmRow[] {
  return [
    {
      name: "session-reuse",
      says: "Refresh tokens that were already used came back: someone may hold stolen ones.",
      severity: "warning",
      runbook: "credential-attack",
      metric: emitted(stage, "SessionReuseDetected", {}, { periodMinutes: 60 }),
      limit: { atLeast: 3 },
    },
  ];
}

export function certificateAlarms({ settings: { domain } }: Watched): AlarmRow[] {
  if (domain === undefined) return [];
  const days = new Metric({
    namespace: "AWS/CertificateManager",
    metricName: "DaysToExpiry",
    dimensionsMap: { CertificateArn: domain.certificateArn },
    statistic: Stats.MINIMUM,
    period: Duration.days(1),
  });
  return [
    {
      name: "certificate",
      says: "The API's certificate ends in less than 21 days.",
      severity: "warning",
      runbook: "certificates",
      metric: new MathExpression({ expression: "IF(days < 21, 1, 0)", usingMetrics: { days }, period: Duration.days(1) }),
      limit: { atLeast: 1 },
    },
  ];
}
