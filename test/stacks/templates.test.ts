import { beforeAll, describe, expect, it } from "vitest";
import { tableDefinition } from "../../core/table/definition.ts";
import { parseDocument, type RoutedOperation } from "../../stacks/document.ts";
import { OPERATIONS_OF_A_STACK, stackNameOf } from "../../stacks/routes.ts";
import { fixtureDocument } from "./fixture-document.ts";
import { faultsOf } from "./specification.ts";
import { at, type PlacedResource, statementsOf, type Templates, templatesOf, theDocument } from "./templates.ts";

const CASES = [
  { name: "the document", read: theDocument },
  { name: "400 operations", read: () => parseDocument(fixtureDocument(400)) },
];

describe.each(CASES)("stacks of $name", ({ name, read }) => {
  let templates: Templates;
  beforeAll(async () => {
    templates = await templatesOf(read(), name.replaceAll(" ", "-"));
  }, 60_000);

  it("gives every operation exactly one function, with one role of its own", () => {
    const functions = templates.ofType("AWS::Lambda::Function");
    const names = functions.map(({ properties }) => properties.FunctionName);
    const { operations, consumers, schedules } = templates.document;
    const expected = [...operations.map(({ operationId }) => operationId), ...[...consumers, ...schedules].map((work) => work.name)];
    expect(names.sort()).toEqual([...expected, "answerUnrouted", "relay-events"].map((id) => `prod-instainstru-${id}`).sort());
    const roles = functions.map(({ stack, properties }) => `${stack} ${at(properties, "Role", "Fn::GetAtt", 0)}`);
    expect(new Set(roles).size).toBe(functions.length);
  });

  it("API-10 routes every method once, and HEAD to the function of GET on probes and documents alone", () => {
    const routes = templates.ofType("AWS::ApiGatewayV2::Route");
    const expected = templates.document.operations.flatMap(({ method, path, head }) => [
      `${method} ${path}`,
      ...(head ? [`HEAD ${path}`] : []),
    ]);
    expect(routes.map(({ properties }) => properties.RouteKey).sort()).toEqual([...expected, "$default", "$default"].sort());
    for (const { method, path, head } of templates.document.operations) {
      if (head) expect(target(routes, `HEAD ${path}`)).toBe(target(routes, `${method} ${path}`));
    }
  });

  it("sends what admins and operators call to the second HTTP API, and what no route takes on either to one function", () => {
    const routes = templates.ofType("AWS::ApiGatewayV2::Route");
    for (const { properties } of routes) {
      const [, path = ""] = String(properties.RouteKey).split(" ");
      if (path === "") continue;
      expect(apiOf(properties), path).toBe(/^\/(api\/v1\/admin|api\/monitoring|metrics)\//.test(path) ? "ops" : "public");
    }
    const unrouted = routes.filter(({ properties }) => properties.RouteKey === "$default").map(({ properties }) => apiOf(properties));
    expect(unrouted.sort()).toEqual(["ops", "public"]);
  });

  it("keeps below the 300 integrations of an HTTP API and forty operations a stack", () => {
    const integrations = Map.groupBy(templates.ofType("AWS::ApiGatewayV2::Integration"), ({ properties }) => apiOf(properties));
    for (const [api, ofApi] of integrations) expect(ofApi.length, api).toBeLessThanOrEqual(300);
    const inStack = Map.groupBy(templates.document.operations, stackNameOf);
    for (const [stack, operations] of inStack) expect(operations.length, stack).toBeLessThanOrEqual(OPERATIONS_OF_A_STACK);
  });

  it("satisfies CloudFormation's resource specification and every limit, with no stack over 450 resources", () => {
    expect(faultsOf(templates.stacks)).toEqual([]);
  });

  it("runs everything on arm64 and Node 22, and writes to the log group of its area", () => {
    for (const { id, properties } of templates.ofType("AWS::Lambda::Function")) {
      expect(properties, id).toMatchObject({ Architectures: ["arm64"], Runtime: "nodejs22.x" });
      expect(JSON.stringify(at(properties, "LoggingConfig", "LogGroup")), id).toContain("prod-instainstru-logs:");
    }
    const groups = templates.ofType("AWS::Logs::LogGroup");
    for (const { properties } of groups) expect(properties.RetentionInDays).toBe(30);
    const areas = new Set(templates.document.operations.map(({ area }) => area));
    const own = groups.map(({ properties }) => properties.LogGroupName).filter((group) => typeof group === "string");
    expect(own.sort()).toEqual([...areas, "unrouted", "consumers", "schedules", "relay"].map((log) => `/instainstru/prod/${log}`).sort());
  });

  it("OPS-21 allows no wildcard action, and no wildcard resource but where IAM has nothing else", () => {
    for (const policy of templates.ofType("AWS::IAM::Policy")) {
      for (const { actions, resources } of statementsOf(policy)) {
        for (const action of actions) expect(action, policy.id).not.toContain("*");
        if (resources.includes('"*"')) expect(actions, policy.id).toEqual(["dynamodb:ListStreams"]);
      }
    }
  });

  it("lets an operation touch the table as its contract grants, its own edge apart", () => {
    for (const operation of templates.document.operations) {
      const policy = policyOf(templates, operation);
      const actions = statementsOf(policy)
        .filter(({ resources, condition }) => condition === undefined && resources.every((resource) => resource.includes("data:")))
        .flatMap((statement) => statement.actions);
      expect(new Set(actions), operation.operationId).toEqual(new Set(tableActionsOf(operation)));
    }
  });

  it("holds the counting of calls to the counters' own partitions", () => {
    for (const operation of templates.document.operations) {
      const counting = statementsOf(policyOf(templates, operation)).filter(({ condition }) => condition !== undefined);
      expect(counting, operation.operationId).toHaveLength(operation.rateBucket === undefined && !operation.guarded ? 0 : 1);
      for (const { condition } of counting) {
        expect(condition).toEqual({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["RATE#*"] } });
      }
    }
  });

  it("sets no variable that Lambda reserves, and keeps secrets out of the templates", () => {
    for (const { id, properties } of templates.ofType("AWS::Lambda::Function")) {
      const variables = Object.entries(at(properties, "Environment", "Variables") ?? {});
      expect(
        variables.map(([variable]) => variable).filter((variable) => RESERVED.test(variable)),
        id,
      ).toEqual([]);
      for (const [variable, value] of variables) if (variable.startsWith("SST_Secret_value_")) expect(value).toBe("__FETCH_FROM_SSM__");
    }
  });
});

it("data.ts makes the table that core/table/definition.ts describes, recoverable and protected", async () => {
  const templates = await templatesOf(parseDocument(fixtureDocument(1)), "table");
  const [table] = templates.ofType("AWS::DynamoDB::Table");
  const { TableName, StreamSpecification, ...definition } = tableDefinition("instainstru-prod");
  expect(table?.properties).toMatchObject({
    ...definition,
    TableName,
    StreamSpecification: { StreamViewType: StreamSpecification?.StreamViewType },
    TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
  });
  expect(table?.DeletionPolicy).toBe("Retain");
});

const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_.*|AWS_(ACCESS_KEY.*|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_.*)$/;

function apiOf(properties: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(properties.ApiId).includes("opsapi") ? "ops" : "public";
}

function target(routes: readonly PlacedResource[], routeKey: string): string {
  return JSON.stringify(routes.find(({ properties }) => properties.RouteKey === routeKey)?.properties.Target);
}

function policyOf(templates: Templates, { operationId }: RoutedOperation): PlacedResource {
  const policy = templates.ofType("AWS::IAM::Policy").find(({ id }) => id.startsWith(`${operationId}RoleDefaultPolicy`));
  if (policy === undefined) throw new Error(`${operationId} has no policy.`);
  return policy;
}

function tableActionsOf({ grants, authenticated, rateBucket }: RoutedOperation): string[] {
  const reads = ["dynamodb:GetItem", "dynamodb:BatchGetItem"];
  return [
    ...(authenticated || rateBucket !== undefined ? reads : []),
    ...(grants.includes("table.read") ? [...reads, "dynamodb:Query"] : []),
    ...(grants.includes("table.write")
      ? ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"]
      : []),
  ];
}
