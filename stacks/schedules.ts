import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration, TimeZone } from "aws-cdk-lib/core";
import type { App } from "sst/constructs";
import type { TimedWork } from "./document.ts";
import { addFunction, type Foundation } from "./function.ts";
import { grantedRights } from "./grants.ts";
import { newStack } from "./new-stack.ts";

/** EventBridge Scheduler, because it knows time zones. A run that cannot be started, or fails, ends as a dead letter (MON-28). */
export function schedulesStack(app: App, schedules: readonly TimedWork[], foundation: Foundation, deadLetters: Queue): void {
  if (schedules.length === 0) return;
  const stack = newStack(app, "schedules");
  for (const schedule of schedules) {
    const rights = grantedRights(`The schedule ${schedule.name}`, schedule, foundation);
    const fn = addFunction(stack, foundation, schedule.name, { entry: schedule, rights, log: "schedules" });
    // The next run does what this one left: due work is found again. So one repetition, and no pile of late runs.
    fn.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.minutes(15), onFailure: new SqsDestination(deadLetters) });
    new Schedule(stack, `${schedule.name}-schedule`, {
      scheduleName: `instainstru-${foundation.settings.stage}-${schedule.name}`,
      schedule: ScheduleExpression.expression(schedule.expression, TimeZone.of(schedule.zone)),
      target: new LambdaInvoke(fn, {
        input: ScheduleTargetInput.fromObject({ name: schedule.name, scheduledFor: ContextAttribute.scheduledTime }),
        deadLetterQueue: deadLetters,
        retryAttempts: 3,
        maxEventAge: Duration.minutes(15),
      }),
    });
  }
}
