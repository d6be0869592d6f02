import { type Alarm, AlarmStatusWidget, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { aws, type Watched } from "../alarms/alarm-row.ts";
import { emitted } from "../metrics.ts";
import { graph, percentiles, type Rows } from "./widgets.ts";

/** Is the product well? */
export function overviewDashboard(watched: Watched, alarms: readonly Alarm[]): Rows {
  const { settings, gateway, queues: all } = watched;
  const apis = [gateway.public, gateway.ops];
  return [
    [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 24, height: 6 })],
    [
      graph(
        "Requests",
        apis.map((one) => aws("AWS/ApiGateway", "Count", { ApiId: one.httpApiId })),
      ),
      graph(
        "5xx",
        apis.map((one) => aws("AWS/ApiGateway", "5xx", { ApiId: one.httpApiId })),
      ),
      graph("Latency of reads (ms)", percentiles(settings.stage, "read")),
    ],
    [
      graph("Bookings an hour", [
        emitted(settings.stage, "BookingCreated", {}, { periodMinutes: 60 }),
        emitted(settings.stage, "BookingCancelled", {}, { periodMinutes: 60 }),
      ]),
      graph(
        "Oldest message (s)",
        all.consumers.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM })),
      ),
      graph("Outbox lag (ms)", [emitted(settings.stage, "OutboxLag", {}, { statistic: Stats.MAXIMUM })]),
    ],
  ];
}
