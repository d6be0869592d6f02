import { createHash } from "node:crypto";
import { HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { App, Stack } from "sst/constructs";
import { type AreaName, STACKS_OF_AREA } from "./areas.ts";
import { type ApiDocument, areasOf, type FunctionEntry, type RoutedOperation } from "./document.ts";
import { addFunction, type Foundation } from "./function.ts";
import { apiOf, type Gateway, httpApiOf } from "./gateway.ts";
import { EDGE_SECRETS, grantedRights, operationRights } from "./grants.ts";
import { newStack } from "./new-stack.ts";

/** At most so many operations a stack: six resources each, and CloudFormation takes 500. */
export const OPERATIONS_OF_A_STACK = 40;

/** Every operation as one function, one role and one route, in the stacks of its area. */
export function routeStacks(app: App, document: ApiDocument, foundation: Foundation, gateway: Gateway): void {
  for (const area of areasOf(document)) {
    const inArea = document.operations.filter((operation) => operation.area === area);
    for (const [name, operations] of Map.groupBy(inArea, stackNameOf)) {
      if (operations.length > OPERATIONS_OF_A_STACK) throw new Error(tooMany(area, name, operations.length));
      const stack = newStack(app, name);
      for (const operation of operations) addOperation(stack, foundation, gateway, operation);
    }
  }
}

/** Whatever no route matches: one function, behind both APIs, that knows the route table and answers 404, 405 and OPTIONS. */
export function unroutedStack(app: App, entry: FunctionEntry, foundation: Foundation, gateway: Gateway): void {
  const stack = newStack(app, "routes-unrouted");
  const granted = grantedRights("x-unrouted", entry, foundation);
  const fn = addFunction(stack, foundation, "answerUnrouted", {
    entry,
    rights: { ...granted, secrets: [...new Set([...granted.secrets, ...EDGE_SECRETS])] },
    log: "unrouted",
  });
  for (const [name, api] of Object.entries({ public: httpApiOf(gateway.public), ops: httpApiOf(gateway.ops) })) {
    new HttpRoute(stack, `${name}-default`, {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration(`${name}-unrouted`, fn),
    });
  }
}

/** Depends on nothing but the operation's own name, so that adding an operation never moves another (`STACKS_OF_AREA`). */
export function stackNameOf({ operationId, area }: Pick<RoutedOperation, "operationId" | "area">): string {
  const stacks = STACKS_OF_AREA[area];
  if (stacks === 1) return `routes-${area}`;
  const hash = createHash("sha256").update(operationId).digest().readUInt32BE(0);
  return `routes-${area}-${(hash % stacks) + 1}`;
}

function addOperation(stack: Stack, foundation: Foundation, gateway: Gateway, operation: RoutedOperation): void {
  const { operationId, method, path, area } = operation;
  const fn = addFunction(stack, foundation, operationId, { entry: operation, rights: operationRights(operation, foundation), log: area });
  // SST's own `addRoutes` makes an integration per route; HEAD shares GET's, of which an API has 300.
  const integration = new HttpLambdaIntegration(`${operationId}Integration`, fn);
  for (const verb of operation.head ? [method, "HEAD" as const] : [method]) {
    new HttpRoute(stack, `${operationId}${verb}`, {
      httpApi: httpApiOf(apiOf(gateway, path)),
      routeKey: HttpRouteKey.with(path, HttpMethod[verb]),
      integration,
    });
  }
}

function tooMany(area: AreaName, stack: string, count: number): string {
  const excess = `The stack ${stack} would hold ${count} operations, more than ${OPERATIONS_OF_A_STACK}.`;
  return `${excess} Give new operations of "${area}" an area of their own: raising STACKS_OF_AREA would move deployed routes.`;
}
