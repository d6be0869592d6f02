import { expect, it } from "vitest";
import type { Resource } from "../../stacks/synthesize.ts";
import { faultsOf } from "./specification.ts";

const QUEUE = { Type: "AWS::SQS::Queue", Properties: { QueueName: "a" } };

// The check itself is checked: each fault that a deployment would stumble over is planted once.
it.each([
  ["an unknown type", { Type: "AWS::SQS::Quue" }, "unknown resource type"],
  ["an unknown property", { Type: "AWS::SQS::Queue", Properties: { Name: "a" } }, "Name is unknown"],
  ["a missing property", { Type: "AWS::ApiGatewayV2::Route", Properties: { RouteKey: "GET /" } }, "ApiId is missing"],
  ["a nested unknown property", { Type: "AWS::Lambda::Function", Properties: { Role: "r", Code: { Zip: "" } } }, "Code.Zip is unknown"],
  [
    "a value outside its list",
    { Type: "AWS::Lambda::Function", Properties: { Role: "r", Code: {}, PackageType: "Tar" } },
    'PackageType cannot be "Tar"',
  ],
  ["a value of another type", { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: "soon" } }, "VisibilityTimeout is no number"],
  ["a dangling Ref", { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Nothing" } } }, "refers to Nothing"],
  ["a dangling GetAtt", { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["Nothing", "Arn"] } } }, "reads Nothing"],
  [
    "an unknown attribute",
    { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["Other", "Colour"] } } },
    "reads Other.Colour",
  ],
  ["an import of nothing", { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::ImportValue": "x:y" } } }, "imports x:y"],
  ["a dependency on nothing", { ...QUEUE, DependsOn: "Nothing" }, "depends on Nothing"],
  [
    "an environment over 4 KB",
    { Type: "AWS::Lambda::Function", Properties: { Role: "r", Code: {}, Environment: { Variables: { A: "a".repeat(4_096) } } } },
    "environment of",
  ],
] satisfies [string, Resource, string][])("finds %s", (_what, resource, fault) => {
  const faults = faultsOf([{ name: "stack", template: { Resources: { Planted: resource, Other: QUEUE } } }]);
  expect(faults).toEqual([expect.stringContaining(fault)]);
});

it("finds a stack without resources and one with too many", () => {
  const many = Object.fromEntries(Array.from({ length: 451 }, (_, index) => [`Queue${index}`, QUEUE]));
  const faults = faultsOf([
    { name: "empty", template: { Resources: {} } },
    { name: "full", template: { Resources: many } },
  ]);
  expect(faults).toEqual(["empty: 0 resources, not 1 to 450", "full: 451 resources, not 1 to 450"]);
});
