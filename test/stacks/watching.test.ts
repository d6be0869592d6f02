import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { EMITTED_METRICS, namespaceOf } from "../../stacks/metrics.ts";
import { at, type PlacedResource, type Templates, templatesOf, theDocument } from "./templates.ts";

let templates: Templates;
beforeAll(async () => {
  templates = await templatesOf(theDocument(), "watching");
}, 60_000);

it("ALM-1 makes every row of the alarm table that CloudWatch evaluates and something feeds today", () => {
  const { document } = templates;
  const areas = [...new Set(document.operations.map(({ area }) => area))];
  const buckets = [...new Set(document.operations.flatMap(({ rateBucket }) => rateBucket ?? []))];
  const consumers = document.consumers.map(({ name }) => name);
  const expected = [
    ...["api-5xx-rate", "api-5xx-function", "api-latency", "function-timeout", "function-timeout-money", "function-throttle"],
    ...["concurrency-high", "table-throttle", "table-errors", "transaction-conflicts", "stream-age", "rate-limit-errors", "session-reuse"],
    ...["availability-invariant", "booking-invariant", "booking-figures"],
    ...areas.flatMap((area) => [`api-5xx-function-${area}`, `api-latency-${area}`]),
    ...consumers.flatMap((name) => [`queue-age-${name}`, `queue-age-critical-${name}`]),
    ...[...consumers, "relay-events", "schedules"].map((name) => `dlq-not-empty-${name}`),
    ...buckets.map((bucket) => `rate-limit-blocks-${bucket}`),
  ];
  const names = templates.ofType("AWS::CloudWatch::Alarm").map(({ properties }) => String(properties.AlarmName));
  expect(names.sort()).toEqual(expected.map((name) => `instainstru-prod-${name}`).sort());
});

it("ALM-2 tells each alarm to the topic of its severity, its end too, and names a runbook that exists", () => {
  for (const { properties } of templates.ofType("AWS::CloudWatch::Alarm")) {
    const name = String(properties.AlarmName);
    const runbook = /Runbook: (docs\/runbooks\/[a-z0-9-]+\.md)$/.exec(String(properties.AlarmDescription))?.[1];
    expect(runbook, name).toBeDefined();
    expect(existsSync(String(runbook)), `${name}: ${runbook}`).toBe(true);
    expect(properties.AlarmActions, name).toHaveLength(1);
    expect(properties.OKActions, name).toEqual(properties.AlarmActions);
    expect(properties.TreatMissingData, name).toBe("notBreaching");
  }
});

it("lets CloudWatch publish to the topics, which take nothing in the clear", () => {
  const policies = templates.ofType("AWS::SNS::TopicPolicy");
  expect(policies).toHaveLength(2);
  for (const { properties } of policies) {
    expect(at(properties, "PolicyDocument", "Statement")).toMatchObject([
      { Effect: "Deny", Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Effect: "Allow", Action: "sns:Publish", Principal: { Service: "cloudwatch.amazonaws.com" } },
    ]);
  }
});

it.each([
  ["api-5xx-rate", "critical", 2],
  ["api-5xx-function", "warning", 5],
  ["api-latency", "warning", 800],
  ["function-timeout-money", "critical", 1],
  ["function-timeout", "warning", 5],
  ["function-throttle", "critical", 1],
  ["concurrency-high", "warning", 80],
  ["table-throttle", "critical", 10],
  ["table-errors", "critical", 5],
  ["transaction-conflicts", "warning", 5],
  ["stream-age", "critical", 60],
  ["rate-limit-errors", "warning", 10],
  ["session-reuse", "warning", 3],
  ["availability-invariant", "critical", 1],
  ["booking-invariant", "critical", 1],
  ["booking-figures", "warning", 1],
])("ALM-1 %s is %s at %d", (name, severity, threshold) => {
  const { properties } = alarm(name);
  expect(properties.Threshold).toBe(threshold);
  expect(JSON.stringify(properties.AlarmActions)).toContain(`"${severity}`);
});

it("ALM-1 feeds every alarm and dashboard with a metric of AWS or one that our functions emit, by its own dimensions", () => {
  const own = [...templates.ofType("AWS::CloudWatch::Alarm").flatMap(metricsOf)].filter(
    ({ namespace }) => namespace === namespaceOf("prod"),
  );
  expect(own.length).toBeGreaterThan(10);
  const known: Readonly<Record<string, readonly string[]>> = EMITTED_METRICS;
  for (const { name, dimensions } of own) {
    expect(known).toHaveProperty(name);
    expect(known[name], name).toEqual(expect.arrayContaining(dimensions));
  }
});

it("lets no alarm expression name more than ten metrics, CloudWatch's limit", () => {
  for (const { properties } of templates.ofType("AWS::CloudWatch::Alarm")) {
    const queries = at(properties, "Metrics");
    const metrics = Array.isArray(queries) ? queries.filter((query) => at(query, "MetricStat") !== undefined) : [];
    expect(metrics.length, String(properties.AlarmName)).toBeLessThanOrEqual(10);
  }
});

it("gives every queue a dead-letter queue, and every dead-letter queue fourteen days and an alarm", () => {
  const queues = templates.ofType("AWS::SQS::Queue");
  const alarmed = templates.ofType("AWS::CloudWatch::Alarm").map(({ properties }) => JSON.stringify(properties));
  for (const { id, properties } of queues) {
    const name = String(properties.QueueName);
    expect(
      alarmed.some((text) => text.includes(`GetAtt${id}QueueName`)),
      `${name} has no alarm`,
    ).toBe(true);
    if (name.endsWith("-dlq")) expect(properties.MessageRetentionPeriod, name).toBe(14 * 24 * 3600);
    else expect(queues.map((queue) => queue.id)).toContain(at(properties, "RedrivePolicy", "deadLetterTargetArn", "Fn::GetAtt", 0));
  }
});

it("lets a queue wait six times its consumer's timeout, and gives up after its maxReceiveCount", () => {
  for (const consumer of templates.document.consumers) {
    const queue = templates
      .ofType("AWS::SQS::Queue")
      .find(({ properties }) => properties.QueueName === `instainstru-prod-${consumer.name}`);
    expect(queue?.properties.VisibilityTimeout).toBe(6 * consumer.timeoutSeconds);
    expect(at(queue?.properties, "RedrivePolicy", "maxReceiveCount")).toBe(consumer.maxReceiveCount);
  }
});

it("reports single failures from every source, and relays outbox items alone", () => {
  const sources = templates.ofType("AWS::Lambda::EventSourceMapping");
  expect(sources).toHaveLength(templates.document.consumers.length + 1);
  for (const { id, properties } of sources) expect(properties.FunctionResponseTypes, id).toEqual(["ReportBatchItemFailures"]);
  const relay = sources.find(({ stack }) => stack === "prod-instainstru-relay");
  expect(relay?.properties).toMatchObject({
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    MaximumRecordAgeInSeconds: 43_200,
  });
  expect(at(relay?.properties, "DestinationConfig", "OnFailure", "Destination")).toBeDefined();
  expect(JSON.parse(String(at(relay?.properties, "FilterCriteria", "Filters", 0, "Pattern")))).toEqual({
    eventName: ["INSERT"],
    dynamodb: { NewImage: { type: { S: ["event"] } } },
  });
});

it("MON-28 runs every schedule in its zone, tells it for when, and dead-letters what cannot start or fails", () => {
  const schedules = templates.ofType("AWS::Scheduler::Schedule");
  for (const { name, expression, zone } of templates.document.schedules) {
    const schedule = schedules.find(({ properties }) => properties.Name === `instainstru-prod-${name}`);
    expect(schedule?.properties).toMatchObject({ ScheduleExpression: expression, ScheduleExpressionTimezone: zone });
    expect(at(schedule?.properties, "Target", "DeadLetterConfig", "Arn")).toBeDefined();
    const input = JSON.parse(String(at(schedule?.properties, "Target", "Input")));
    expect(input).toEqual({ name, scheduledFor: "<aws.scheduler.scheduled-time>" });
  }
  for (const { properties } of templates.ofType("AWS::Lambda::EventInvokeConfig")) {
    expect(at(properties, "DestinationConfig", "OnFailure", "Destination")).toBeDefined();
  }
});

it("SEC-5 SEC-6 puts one distribution in front of both APIs that redirects http, caches nothing and passes everything on", () => {
  const [distribution, ...others] = templates.ofType("AWS::CloudFront::Distribution");
  expect(others).toEqual([]);
  const config = at(distribution?.properties, "DistributionConfig");
  const ops = at(config, "CacheBehaviors");
  expect(Array.isArray(ops) && ops.map((behaviour) => at(behaviour, "PathPattern"))).toEqual([
    "/api/v1/admin/*",
    "/api/monitoring/*",
    "/metrics/*",
  ]);
  for (const behaviour of [at(config, "DefaultCacheBehavior"), ...(Array.isArray(ops) ? ops : [])]) {
    expect(behaviour).toMatchObject({
      ViewerProtocolPolicy: "redirect-to-https",
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
      FunctionAssociations: [{ EventType: "viewer-request" }],
    });
    expect(at(behaviour, "AllowedMethods")).toHaveLength(7);
  }
});

it("draws the five dashboards of what exists", () => {
  const dashboards = templates.ofType("AWS::CloudWatch::Dashboard");
  const names = dashboards.map(({ properties }) => properties.DashboardName);
  expect(names.sort()).toEqual(["api", "overview", "queues", "schedules", "table"].map((name) => `instainstru-prod-${name}`));
  const widgets = dashboards.map(({ properties }) => JSON.stringify(properties.DashboardBody).split('\\"type\\":\\"').length - 1);
  expect(widgets.sort((a, b) => a - b)).toEqual([4, 7, 7, 7, 13]);
});

it("writes runbooks of one page with the same six parts", () => {
  const parts = ["## Symptom", "## Look here", "## Decide", "## Do", "## Undo", "## Afterwards"];
  for (const name of readdirSync("docs/runbooks")) {
    const text = readFileSync(join("docs/runbooks", name), "utf8");
    const headings = [...text.matchAll(/^## .+$/gm)].map(([heading]) => heading);
    expect(headings, name).toEqual(parts);
    expect(text.split("\n").length, name).toBeLessThan(60);
    const links = [...text.matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, file]) => join("docs/runbooks", String(file)));
    expect(
      links.filter((link) => !existsSync(link)),
      name,
    ).toEqual([]);
  }
});

it("reads no metric of ours that no code emits", () => {
  const sources = ["core", "functions"].flatMap((folder) => globSync(`${folder}/**/*.ts`)).map((file) => readFileSync(file, "utf8"));
  const missing = Object.keys(EMITTED_METRICS).filter((name) => !sources.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
  expect(missing).toEqual([]);
});

// AWS's managed policies, by the ids that never change.
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

function alarm(name: string): PlacedResource {
  const found = templates.ofType("AWS::CloudWatch::Alarm").find(({ properties }) => properties.AlarmName === `instainstru-prod-${name}`);
  if (found === undefined) throw new Error(`There is no alarm ${name}.`);
  return found;
}

/** The metrics an alarm reads, whether alone or in an expression. */
function metricsOf({ properties }: PlacedResource): { namespace: unknown; name: string; dimensions: string[] }[] {
  const queries = at(properties, "Metrics");
  const metrics = Array.isArray(queries) ? queries.map((query) => at(query, "MetricStat", "Metric")) : [properties];
  return metrics
    .filter((metric) => metric !== undefined)
    .map((metric) => {
      const dimensions = at(metric, "Dimensions");
      return {
        namespace: at(metric, "Namespace"),
        name: String(at(metric, "MetricName")),
        dimensions: Array.isArray(dimensions) ? dimensions.map((dimension) => String(at(dimension, "Name"))) : [],
      };
    });
}
