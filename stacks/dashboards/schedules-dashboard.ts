import { LogQueryVisualizationType, LogQueryWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Watched } from "../alarms/alarm-row.ts";
import { graph, type Rows, search } from "./widgets.ts";

/** Did everything run when it should? */
export function schedulesDashboard({ settings: { stage }, queues: all }: Watched): Rows {
  return [
    [
      search("Runs by schedule and outcome", stage, "schedule,outcome", "ScheduleRun"),
      search("Duration (ms)", stage, "schedule,outcome", "ScheduleDuration", "Maximum"),
    ],
    [
      graph("Runs that could not start or failed", [all.scheduleDeadLetters.metricApproximateNumberOfMessagesVisible()]),
      new LogQueryWidget({
        title: "Last runs",
        logGroupNames: [`/instainstru/${stage}/schedules`],
        view: LogQueryVisualizationType.TABLE,
        width: 16,
        queryLines: [
          "filter msg = 'schedule'",
          "fields @timestamp, schedule, outcome, scheduledFor, ScheduleDuration, scanned, done, failed",
          "sort @timestamp desc",
          "limit 20",
        ],
      }),
    ],
  ];
}
