import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConfig, lint } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { coerceQuery } from "../../functions/http/query.ts";
import { routeTable } from "../../functions/http/route-table.ts";
import { publishedDocument } from "../../functions/meta/published-document.ts";
import { generatedFiles } from "../../scripts/openapi/generated-files.ts";
import { loadDeclarations, ROOT } from "../../scripts/openapi/load-declarations.ts";
import {
  DOCUMENT_FILE,
  type Operation,
  operationsOf,
  type PlacedSchema,
  reachedFrom,
  readDocument,
  type Schema,
  typesOf,
  within,
} from "./document.ts";

const document = readDocument();
const operations = operationsOf(document);
const declarations = await loadDeclarations();
const { schemas } = document.components;

const bodiesOf = ({ requestBody }: Operation) => Object.values(requestBody?.content ?? {});
const answersOf = ({ responses }: Operation) =>
  Object.entries(responses).map(([status, response]) => ({ status: Number(status), response }));
const successesOf = (operation: Operation) => answersOf(operation).filter(({ status }) => status < 300);

/** The names of operations that break a rule; a test wants none. */
function breaking(rule: (operation: Operation) => boolean): string[] {
  return operations.filter((operation) => !rule(operation)).map(({ operationId, path }) => operationId ?? path);
}

describe("addresses", () => {
  const UNVERSIONED =
    /^\/(health|ready|metrics\/prometheus|api\/monitoring\/.+|r\/\{slug\}|\.well-known\/jwks\.json|local\/.+|docs(\/.+)?|problems(\/.+)?)$/;

  it("API-1 every path is under /api/v1 or one of those that never move", () => {
    expect(breaking(({ path }) => path.startsWith("/api/v1/") || UNVERSIONED.test(path))).toEqual([]);
  });

  it("API-2 paths are kebab-case nouns with camelCase parameters, at most seven segments deep, without extensions but the documents'", () => {
    const SEGMENT = /^([a-z0-9]+(-[a-z0-9]+)*|\{[a-z][A-Za-z0-9]*\}|openapi\.(json|yaml)|calendar\.ics)$/;
    const wrong = operations.filter(({ path }) => path.startsWith("/api/v1/"));
    const segments = (path: string) => path.slice("/api/v1/".length).split("/");
    expect(wrong.filter(({ path }) => segments(path).length > 7 || !segments(path).every((segment) => SEGMENT.test(segment)))).toEqual([]);
  });

  it("API-7 no path ends in a slash or holds two in a row", () => {
    expect(breaking(({ path }) => !path.endsWith("/") && !path.includes("//"))).toEqual([]);
  });
});

describe("operations", () => {
  it("API-52 each has a unique camelCase id, one tag, a summary of one sentence without a full stop, and a description", () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(breaking(({ operationId }) => /^[a-z][A-Za-z0-9]{2,59}$/.test(operationId))).toEqual([]);
    expect(breaking(({ tags }) => tags.length === 1)).toEqual([]);
    expect(breaking(({ summary }) => summary.length > 0 && summary.length <= 80 && !/[.\n]/.test(summary))).toEqual([]);
    expect(breaking(({ description }) => description.length > 0)).toEqual([]);
  });

  it("API-52 each shows an example of its request and of its success, where these have a body", () => {
    expect(breaking((operation) => bodiesOf(operation).every(({ example }) => example !== undefined))).toEqual([]);
    const json = (operation: Operation) => successesOf(operation).map(({ response }) => response.content?.["application/json"]);
    expect(breaking((operation) => json(operation).every((content) => content === undefined || content.example !== undefined))).toEqual([]);
  });

  it("API-52 each lists the codes of every refusal, and the same codes as an open enum", () => {
    const refusals = operations.flatMap((operation) =>
      answersOf(operation).filter(({ response }) => response.content?.["application/problem+json"]),
    );
    for (const { response } of refusals) {
      const codes = response["x-problems"];
      const code = response.content?.["application/problem+json"]?.schema?.properties?.code;
      expect(code).toMatchObject({ enum: codes, "x-open-enum": true });
    }
    expect(refusals.length).toBeGreaterThan(operations.length * 5);
  });

  it("API-52 each answers what every operation may answer, and what its own access, body and rate bring", () => {
    const has =
      (...statuses: string[]) =>
      ({ responses }: Operation) =>
        statuses.every((status) => status in responses);
    expect(breaking(has("400", "404", "405", "406", "414", "422", "500", "503", "504"))).toEqual([]);
    expect(breaking((operation) => operation.security.length === 0 || has("401", "403")(operation))).toEqual([]);
    expect(breaking((operation) => operation.requestBody === undefined || has("413", "415")(operation))).toEqual([]);
    expect(breaking((operation) => operation["x-rate-bucket"] === undefined || has("429")(operation))).toEqual([]);
  });

  it("API-5 each succeeds in one way, with a JSON object as body", () => {
    expect(breaking((operation) => successesOf(operation).length >= 1)).toEqual([]);
    const objects = ({ response }: { response: { content?: Record<string, { schema?: Schema }> } }) =>
      Object.entries(response.content ?? {}).every(
        ([type, { schema }]) => type !== "application/json" || (schema !== undefined && isObject(schema)),
      );
    expect(breaking((operation) => successesOf(operation).every(objects))).toEqual([]);
    expect(breaking(({ responses }) => !("201" in responses) || "Location" in (responses["201"]?.headers ?? {}))).toEqual([]);
    expect(breaking(({ responses, method }) => !("204" in responses) || ["delete", "post", "put"].includes(method))).toEqual([]);
  });

  it("API-53 each carries what generators and gates read", () => {
    const needed = [
      "x-function",
      "x-retry",
      "x-permissions",
      "x-roles",
      "x-cache",
      "x-stale-seconds",
      "x-invalidates",
      "x-since",
      "x-spec-rules",
    ];
    expect(breaking((operation) => needed.every((extension) => extension in operation))).toEqual([]);
    expect(breaking(({ method, "x-retry": retry }) => method !== "get" || retry === "safe")).toEqual([]);
    const ids = new Set([...operations.map(({ operationId }) => operationId), ...operations.flatMap(({ tags }) => tags)]);
    expect(
      breaking((operation) => Array.isArray(operation["x-invalidates"]) && operation["x-invalidates"].every((name) => ids.has(name))),
    ).toEqual([]);
  });

  it("API-54 each names declared security schemes; operations for anyone state that they need none", () => {
    const schemes = new Set(Object.keys(document.components.securitySchemes));
    expect(
      breaking(({ security }) => Array.isArray(security) && security.every((need) => Object.keys(need).every((name) => schemes.has(name)))),
    ).toEqual([]);
    expect(breaking(({ security, "x-roles": roles }) => security.length > 0 || (Array.isArray(roles) && roles.length === 0))).toEqual([]);
  });

  it("API-50 what needs a caller is never cached in public", () => {
    expect(breaking((operation) => operation.security.length === 0 || operation["x-cache"].startsWith("private-"))).toEqual([]);
  });

  it("API-56 headers of answers are shared components, and every answer has the request id", () => {
    for (const { response } of operations.flatMap(answersOf)) {
      expect(response.headers).toHaveProperty("X-Request-Id");
      for (const { $ref } of Object.values(response.headers ?? {})) {
        expect(document.components.headers).toHaveProperty($ref?.replace("#/components/headers/", "") ?? "none");
      }
    }
  });

  it("API-64 links lead to operations that exist, by values that the example holds, and createBooking leads to cancelBooking", () => {
    const links = operations.flatMap((operation) =>
      successesOf(operation).flatMap(({ response }) =>
        Object.values(response.links ?? {}).map((link) => ({
          from: operation,
          link,
          example: response.content?.["application/json"]?.example,
        })),
      ),
    );
    for (const { from, link, example } of links) {
      const target = operations.find(({ operationId }) => operationId === link.operationId);
      const names = target?.parameters?.map(({ name }) => name) ?? [];
      for (const [name, expression] of Object.entries(link.parameters)) {
        expect(names, `${from.operationId} leads to ${link.operationId}`).toContain(name.replace(/^(path|query|header)\./, ""));
        const pointer = /^\$response\.body#(\/.*)$/.exec(expression)?.[1];
        if (pointer !== undefined) expect(valueAt(example, pointer), `${from.operationId} ${expression}`).toBeDefined();
      }
    }
    expect(links.some(({ from, link }) => from.operationId === "createBooking" && link.operationId === "cancelBooking")).toBe(true);
  });
});

describe("schemas", () => {
  const asked = operations.flatMap((operation) => [
    ...(operation.parameters ?? []).map(({ in: place, name, schema }) => ({ place: `${operation.operationId} ${place} ${name}`, schema })),
    ...bodiesOf(operation).flatMap(({ schema }) => (schema ? [{ place: `${operation.operationId} body`, schema }] : [])),
  ]);
  const answered = operations.flatMap((operation) =>
    successesOf(operation).flatMap(({ response }) =>
      Object.values(response.content ?? {}).flatMap(({ schema }) => (schema ? [{ place: `${operation.operationId} answer`, schema }] : [])),
    ),
  );
  const inRequests = [...asked, ...named(asked)].flatMap(({ place, schema }) => [...within(schema, place)]);
  const inAnswers = [...answered, ...named(answered)].flatMap(({ place, schema }) => [...within(schema, place)]);

  it("API-55 requests bound every text, list and number", () => {
    const bounded = ({ schema }: PlacedSchema) => {
      const types = typesOf(schema);
      if (types.includes("string") && schema.enum === undefined && schema.const === undefined) return schema.maxLength !== undefined;
      if (types.includes("array")) return schema.maxItems !== undefined;
      if (types.includes("integer") || types.includes("number")) return schema.minimum !== undefined && schema.maximum !== undefined;
      return true;
    };
    expect(placesOf(inRequests, bounded)).toEqual([]);
  });

  it("API-17 API-55 requests are closed", () => {
    const closed = ({ schema }: PlacedSchema) =>
      !typesOf(schema).includes("object") || schema.additionalProperties === false || schema.properties === undefined;
    expect(placesOf(inRequests, closed)).toEqual([]);
  });

  it("API-18 API-55 answers require all their properties", () => {
    const complete = ({ schema }: PlacedSchema) => Object.keys(schema.properties ?? {}).every((name) => schema.required?.includes(name));
    expect(placesOf(inAnswers, complete)).toEqual([]);
  });

  it("API-55 null is a type, formats are few, oneOf has a discriminator, required names exist", () => {
    const all = [...inRequests, ...inAnswers];
    expect(placesOf(all, ({ schema }) => schema.nullable === undefined)).toEqual([]);
    expect(
      placesOf(all, ({ schema }) => schema.oneOf === undefined || schema.discriminator !== undefined || schema.oneOf.every(onlyRequires)),
    ).toEqual([]);
    expect(
      placesOf(all, ({ schema }) => schema.format === undefined || ["date", "date-time", "email", "uri"].includes(schema.format)),
    ).toEqual([]);
    const declared = ({ schema }: PlacedSchema) =>
      schema.properties === undefined || (schema.required ?? []).every((name) => name in (schema.properties ?? {}));
    expect(placesOf(all, declared)).toEqual([]);
  });

  it("API-55 no object without a name lies deeper than two levels", () => {
    expect(placesOf([...inRequests, ...inAnswers], ({ depth }) => depth <= 2)).toEqual([]);
  });

  it("API-20 examples of parameters and bodies are what the server itself accepts", () => {
    for (const { operationId, params, query, body, example, response } of declarations.endpoints) {
      expect(params.safeParse(example.params ?? {}).error, operationId).toBeUndefined();
      const { value, errors } = coerceQuery(query, new URLSearchParams(example.query ?? {}).toString());
      expect([errors, query.safeParse(value).error], operationId).toEqual([[], undefined]);
      if (body) expect(body.safeParse(example.body).error, operationId).toBeUndefined();
      if (response instanceof z.ZodType) expect(response.safeParse(example.response).error, operationId).toBeUndefined();
    }
  });

  function named(from: readonly { readonly schema: Schema }[]) {
    const names = reachedFrom(
      from.map(({ schema }) => schema),
      document,
    );
    return [...names].map((name) => ({ place: name, schema: schemas[name] ?? {} }));
  }
});

describe("the document", () => {
  it("API-51 is what the contracts say, in the same bytes every time", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const files = generatedFiles(declarations, version);
    expect(generatedFiles(await loadDeclarations(), version)).toEqual(files);
    expect(files["openapi.yaml"] === readFileSync(DOCUMENT_FILE, "utf8"), "run npm run openapi and commit what it writes").toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info.version).toBe(version);
  });

  it("API-57 passes a public linter's strictest rules, with the few switched off that do not fit here", async () => {
    const switchedOff = {
      // API-58: the local server is one of the three.
      "no-server-example.com": "off",
      // It looks for the properties beside `not`, where those of the schema around it are meant; the test above looks for all others.
      "no-required-schema-properties-undefined": "off",
    } as const;
    const rules = { ...switchedOff, "no-invalid-parameter-examples": "error", "no-invalid-schema-examples": "error" } as const;
    const config = await createConfig({ extends: ["recommended-strict"], rules });
    const problems = await lint({ ref: DOCUMENT_FILE, config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
  });

  it("API-58 names prod, preview and local, and holds exactly what is routed", () => {
    expect(document.servers.map(({ description }) => description)).toEqual(["prod", "preview", "local"]);
    const routed = [...routeTable()].flatMap(([path, { methods }]) =>
      methods.filter((method) => method !== "HEAD").map((method) => `${method} ${path}`),
    );
    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted()).toEqual(routed.toSorted());
  });

  it("API-10 API-58 HEAD is no operation of its own", () => {
    expect(breaking(({ method }) => ["get", "post", "put", "patch", "delete"].includes(method))).toEqual([]);
  });

  it("API-53 API-58 is published without our insides and without what only the local runtime has", () => {
    const published = JSON.stringify(publishedDocument());
    expect(published).not.toMatch(/x-function|x-stage|x-consumers|x-schedules|x-relay|x-unrouted|functions\//);
    expect(published).toContain("x-problems");
  });
});

function isObject(schema: Schema): boolean {
  const target = schema.$ref === undefined ? schema : schemas[schema.$ref.replace("#/components/schemas/", "")];
  return target?.type === "object" || [...(target?.anyOf ?? []), ...(target?.oneOf ?? [])].some(isObject);
}

/** A choice between sets of members is a rule about one object, not a choice between objects. */
function onlyRequires(branch: Schema): boolean {
  return Object.keys(branch).every((keyword) => keyword === "required");
}

function placesOf(all: readonly PlacedSchema[], rule: (placed: PlacedSchema) => boolean): string[] {
  return all.filter((placed) => !rule(placed)).map(({ place }) => place);
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((part, step) => (typeof part === "object" && part !== null ? Reflect.get(part, step) : undefined), value);
}
