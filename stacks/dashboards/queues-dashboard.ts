import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Watched } from "../alarms/alarm-row.ts";
import { emitted } from "../metrics.ts";
import { graph, type Rows, search } from "./widgets.ts";

/** Do events arrive, and are they applied? */
export function queuesDashboard({ settings: { stage }, queues: all }: Watched): Rows {
  const ends = [...all.consumers.map(({ deadLetters }) => deadLetters), all.relayDeadLetters, all.scheduleDeadLetters];
  return [
    [
      graph(
        "Waiting",
        all.consumers.map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible()),
      ),
      graph(
        "Oldest (s)",
        all.consumers.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM })),
      ),
      graph(
        "Dead letters",
        ends.map((queue) => queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM })),
      ),
    ],
    [
      search("Applied, repeated and failed, by consumer", stage, "consumer,outcome", "ConsumerHandled"),
      search("From event to consumer (ms)", stage, "consumer,outcome", "ConsumerLag", "Maximum"),
      graph("Outbox lag (ms)", [emitted(stage, "OutboxLag", {}, { statistic: Stats.MAXIMUM })]),
      graph("Events relayed and failed", [emitted(stage, "EventsRelayed", {}), emitted(stage, "EventsFailed", {})]),
    ],
  ];
}
