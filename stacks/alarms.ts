import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { App, Stack } from "sst/constructs";
import type { AlarmRow, Watched } from "./alarms/alarm-row.ts";
import { apiAlarms } from "./alarms/api-alarms.ts";
import { bookingAlarms } from "./alarms/booking-alarms.ts";
import { calendarAlarms } from "./alarms/calendar-alarms.ts";
import { functionAlarms } from "./alarms/function-alarms.ts";
import { queueAlarms, relayAlarms } from "./alarms/queue-alarms.ts";
import { certificateAlarms, identityAlarms, rateLimitAlarms } from "./alarms/security-alarms.ts";
import { tableAlarms } from "./alarms/table-alarms.ts";
import { newStack } from "./new-stack.ts";
import type { StageSettings } from "./stage.ts";

/** Every row of operations 3.6 that CloudWatch evaluates and whose metric something emits today. */
const ROWS = [
  apiAlarms,
  functionAlarms,
  tableAlarms,
  queueAlarms,
  relayAlarms,
  rateLimitAlarms,
  identityAlarms,
  calendarAlarms,
  bookingAlarms,
  certificateAlarms,
] as const;

/** The alarms, and a topic per severity: critical pages a person, warning makes a ticket (ALM-2). */
export function alarmsStack(app: App, watched: Watched): Alarm[] {
  const stack = newStack(app, "alarms");
  const topics = { critical: topic(stack, watched.settings, "critical"), warning: topic(stack, watched.settings, "warning") };
  return ROWS.flatMap((rows) => rows(watched)).map((row) => alarm(stack, watched.settings, row, topics[row.severity]));
}

function topic(stack: Stack, { stage, alertEmails }: StageSettings, severity: AlarmRow["severity"]): Topic {
  const made = new Topic(stack, severity, { topicName: `instainstru-${stage}-${severity}`, enforceSSL: true });
  // A policy of our own replaces the one that lets the account's services publish.
  const sameAccount = { StringEquals: { "aws:SourceAccount": stack.account } };
  made.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com", { conditions: sameAccount }));
  for (const address of alertEmails) made.addSubscription(new EmailSubscription(address));
  return made;
}

function alarm(stack: Stack, { stage }: StageSettings, row: AlarmRow, severityTopic: Topic): Alarm {
  const above = "above" in row.limit;
  const made = new Alarm(stack, row.name, {
    alarmName: `instainstru-${stage}-${row.name}`,
    alarmDescription: `${row.says} Runbook: docs/runbooks/${row.runbook}.md`,
    metric: row.metric,
    threshold: "above" in row.limit ? row.limit.above : row.limit.atLeast,
    comparisonOperator: above ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    // No traffic, no lines, no metric: silence is health (ALM-1). Heartbeats, when there are some, will be the exception.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  const action = new SnsAction(severityTopic);
  made.addAlarmAction(action);
  // Recovery is told too: an alert resolves when all its alarms are OK (MON-25).
  made.addOkAction(action);
  return made;
}
