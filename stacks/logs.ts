import { type ILogGroup, LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { RemovalPolicy } from "aws-cdk-lib/core";
import type { App } from "sst/constructs";
import type { AreaName } from "./areas.ts";
import { newStack } from "./new-stack.ts";
import type { StageSettings } from "./stage.ts";

/** Where a function's lines go: its area, or what kind of work it is when no route leads to it. */
export type LogName = AreaName | "unrouted" | "consumers" | "schedules" | "relay";

export type Logs = ReadonlyMap<LogName, ILogGroup>;

/** One log group an area: one place to search, and one subscription later, instead of a group per function that nobody retains or finds. */
export function logsStack(app: App, settings: StageSettings, areas: readonly AreaName[]): Logs {
  const stack = newStack(app, "logs");
  const names: readonly LogName[] = [...areas, "unrouted", "consumers", "schedules", "relay"];
  return new Map(
    names.map((name) => [
      name,
      new LogGroup(stack, name, {
        logGroupName: `/instainstru/${settings.stage}/${name}`,
        retention: settings.logRetention === "one_month" ? RetentionDays.ONE_MONTH : RetentionDays.ONE_WEEK,
        removalPolicy: settings.stage === "prod" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
    ]),
  );
}
