import { type Alarm, Dashboard } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import type { App } from "sst/constructs";
import type { Watched } from "./alarms/alarm-row.ts";
import { apiDashboard } from "./dashboards/api-dashboard.ts";
import { overviewDashboard } from "./dashboards/overview-dashboard.ts";
import { queuesDashboard } from "./dashboards/queues-dashboard.ts";
import { schedulesDashboard } from "./dashboards/schedules-dashboard.ts";
import { tableDashboard } from "./dashboards/table-dashboard.ts";
import { cdkWidgets } from "./dashboards/widgets.ts";
import { newStack } from "./new-stack.ts";

/** The dashboards of operations 3.6 for what exists: each answers one question at a glance, none repeats an alarm's detail. */
export function dashboardsStack(app: App, watched: Watched, alarms: readonly Alarm[]): void {
  const stack = newStack(app, "dashboards");
  const dashboards = {
    overview: overviewDashboard(watched, alarms),
    api: apiDashboard(watched),
    table: tableDashboard(watched),
    queues: queuesDashboard(watched),
    schedules: schedulesDashboard(watched),
  };
  for (const [name, rows] of Object.entries(dashboards)) {
    new Dashboard(stack, name, {
      dashboardName: `instainstru-${watched.settings.stage}-${name}`,
      widgets: cdkWidgets(rows),
      defaultInterval: Duration.hours(3),
    });
  }
}
