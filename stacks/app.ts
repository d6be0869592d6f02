import type { App } from "sst/constructs";
import type { Watched } from "./alarms/alarm-row.ts";
import { alarmsStack } from "./alarms.ts";
import { consumersStack } from "./consumers.ts";
import { dashboardsStack } from "./dashboards.ts";
import { dataStack } from "./data.ts";
import { type ApiDocument, areasOf, bucketsOf } from "./document.ts";
import { edgeStack } from "./edge.ts";
import type { Foundation } from "./function.ts";
import { gatewayStack } from "./gateway.ts";
import { logsStack } from "./logs.ts";
import { queuesStack } from "./queues.ts";
import { relayStack } from "./relay.ts";
import { routeStacks, unroutedStack } from "./routes.ts";
import { schedulesStack } from "./schedules.ts";
import { stageSettings } from "./stage.ts";

/**
 * The whole AWS application. Stacks depend one way: foundation (data, secrets, logs, queues, gateway, edge), then the functions on it,
 * then what watches them.
 */
export function registerStacks(app: App, document: ApiDocument): void {
  const settings = stageSettings(app.stage, process.env);
  const data = dataStack(app, settings);
  const gateway = gatewayStack(app, settings);
  const queues = queuesStack(app, settings, document.consumers);
  const foundation: Foundation = {
    settings,
    table: data.table,
    secrets: data.secrets,
    queues: queues.consumers,
    logs: logsStack(app, settings, areasOf(document)),
    apiBaseUrl: edgeStack(app, settings, gateway).apiBaseUrl,
  };

  routeStacks(app, document, foundation, gateway);
  unroutedStack(app, document.unrouted, foundation, gateway);
  consumersStack(app, document.consumers, foundation);
  schedulesStack(app, document.schedules, foundation, queues.scheduleDeadLetters);
  const relay = relayStack(app, document.relay, foundation, queues.relayDeadLetters);

  const watched: Watched = {
    settings,
    gateway,
    table: data.table,
    queues,
    relayFunctionName: relay.functionName,
    areas: areasOf(document),
    rateBuckets: bucketsOf(document),
  };
  dashboardsStack(app, watched, alarmsStack(app, watched));
}
