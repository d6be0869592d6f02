import { dump, load } from "js-yaml";
import { expect, it } from "vitest";
import { parseDocument } from "../../stacks/document.ts";
import { stackNameOf } from "../../stacks/routes.ts";
import { stageSettings } from "../../stacks/stage.ts";
import { fixtureDocument } from "./fixture-document.ts";
import { templatesOf } from "./templates.ts";

it("never moves a route to another stack when an operation is added", () => {
  const stacksOf = (count: number) =>
    new Map(parseDocument(fixtureDocument(count)).operations.map((operation) => [operation.operationId, stackNameOf(operation)]));
  const before = stacksOf(200);
  const after = stacksOf(400);
  for (const [operationId, stack] of before) expect(after.get(operationId), operationId).toBe(stack);
});

it("keeps the stacks of these operations for as long as the product is deployed", () => {
  expect(stackNameOf({ operationId: "createBooking", area: "bookings" })).toBe("routes-bookings-1");
  expect(stackNameOf({ operationId: "login", area: "identity" })).toBe("routes-identity-2");
  expect(stackNameOf({ operationId: "getHealth", area: "meta" })).toBe("routes-meta");
});

it("deploys nothing that exists on one machine alone", () => {
  const document = fixture(3);
  const [path, item] = Object.entries<Record<string, object>>(document.paths)[1] ?? [];
  const [method, operation] = Object.entries(item ?? {})[0] ?? [];
  const local = { ...document, paths: { ...document.paths, [`${path}`]: { [`${method}`]: { ...operation, "x-stage": "local" } } } };
  expect(parseDocument(dump(local)).operations).toHaveLength(2);
});

it.each([
  ["an area that no stack is declared for", { "x-function": { file: "functions/a/b.ts", area: "elsewhere" } }, /x-function"\]\.area/],
  ["a word about functions that it does not know", { "x-function": { file: "functions/a/b.ts", area: "meta", memroy: 1 } }, /memroy/],
  ["a file that is no function", { "x-function": { file: "core/a.ts", area: "meta" } }, /x-function"\]\.file/],
  ["a name too long for a Lambda", { operationId: "a".repeat(44) }, /operationId/],
])("refuses %s", (_what, change, fault) => {
  expect(() => parseDocument(withFirst(change))).toThrow(fault);
});

it("refuses an operationId that appears twice", () => {
  expect(() => parseDocument(withFirst({ operationId: "putCatalog2" }, 400))).toThrow("names the operation putCatalog2 twice");
});

it("refuses a grant that does not exist, and says which there are", async () => {
  const document = parseDocument(withFirst({ "x-function": { file: "functions/a/b.ts", area: "meta", grants: ["table.raed"] } }));
  await expect(templatesOf(document, "grant")).rejects.toThrow(
    'asks for the grant "table.raed", which does not exist. There are: table.read, table.write',
  );
});

it("SEC-2 takes exact https origins as settings of a stage, and no wildcard", () => {
  expect(stageSettings("prod", { FRONTEND_ORIGINS: "https://a.example, https://b.example" }).frontendOrigins).toHaveLength(2);
  expect(() => stageSettings("prod", { FRONTEND_ORIGINS: "*" })).toThrow('lists "*"');
  expect(stageSettings("prod", {}).availabilityRetention).toBe("off");
  expect(() => stageSettings("prod", { AVAILABILITY_RETENTION: "yes" })).toThrow("off, dry-run or on");
  expect(() => stageSettings("staging", {})).toThrow('no stage "staging"');
  expect(() => stageSettings("prod", { API_DOMAIN: "api.a.example" })).toThrow("belong together");
});

/** The fixture with its first operation changed. */
function withFirst(change: Readonly<Record<string, unknown>>, operationCount = 3): string {
  const document = fixture(operationCount);
  const [path, item] = Object.entries<Record<string, object>>(document.paths)[0] ?? [];
  const [method, operation] = Object.entries(item ?? {})[0] ?? [];
  return dump({ ...document, paths: { ...document.paths, [`${path}`]: { [`${method}`]: { ...operation, ...change } } } });
}

function fixture(operationCount: number): { readonly paths: Readonly<Record<string, Record<string, object>>> } {
  return load(fixtureDocument(operationCount)) as { paths: Record<string, Record<string, object>> };
}
