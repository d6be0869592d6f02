import { MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import { type AlarmRow, aws, type Watched } from "./alarm-row.ts";

/**
 * Age and dead letters of each queue. The age of dead letters is not alarmed on while nothing empties them: it would page for every
 * message that a person has rightly left until morning.
 */
export function queueAlarms({ queues }: Watched): AlarmRow[] {
  const ages = queues.consumers.flatMap(({ name, queue }): AlarmRow[] => {
    const age = queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: Stats.MAXIMUM });
    const limitSeconds = isUrgent(name) ? 120 : 300;
    return [
      {
        name: `queue-age-${name}`,
        says: `The oldest message of ${name} has waited more than ${limitSeconds} seconds.`,
        severity: "warning",
        runbook: "queue-behind",
        metric: age,
        limit: { above: limitSeconds },
      },
      {
        name: `queue-age-critical-${name}`,
        says: `The oldest message of ${name} has waited more than 15 minutes.`,
        severity: "critical",
        runbook: "queue-behind",
        metric: age,
        limit: { above: 900 },
      },
    ];
  });
  const ends: [string, Queue][] = [
    ...queues.consumers.map(({ name, deadLetters }): [string, Queue] => [name, deadLetters]),
    ["relay-events", queues.relayDeadLetters],
    ["schedules", queues.scheduleDeadLetters],
  ];
  const deadLetters = ends.map(
    ([name, queue]): AlarmRow => ({
      name: `dlq-not-empty-${name}`,
      says: `${name} gave up on a message.`,
      severity: isUrgent(name) ? "critical" : "warning",
      runbook: "dead-letters",
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
      limit: { atLeast: 1 },
    }),
  );
  return [...ages, ...deadLetters];
}

/** Consumers that move money or apply what a provider told us. */
function isUrgent(consumer: string): boolean {
  return /payment|payout|refund|capture|stripe|checkr|webhook/.test(consumer);
}

/** How far the relay is behind the table. */
export function relayAlarms({ relayFunctionName }: Watched): AlarmRow[] {
  return [
    {
      name: "stream-age",
      says: "Events wait more than a minute in the table's stream before the relay sends them on.",
      severity: "critical",
      runbook: "outbox-lag",
      metric: new MathExpression({
        expression: "age / 1000",
        usingMetrics: { age: aws("AWS/Lambda", "IteratorAge", { FunctionName: relayFunctionName }, Stats.MAXIMUM) },
        period: Duration.minutes(5),
      }),
      limit: { above: 60 },
    },
  ];
}
