import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { required } from "../../core/errors.ts";
import { ROOT } from "../../scripts/openapi/load-declarations.ts";

/** A schema of the document, as far as the tests look at it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly discriminator?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly nullable?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;

export interface Response {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, { readonly $ref?: string }>>;
  readonly links?: Readonly<Record<string, { readonly operationId: string; readonly parameters: Readonly<Record<string, string>> }>>;
  readonly "x-problems"?: readonly string[];
}

export interface Operation extends OperationObject {
  readonly path: string;
  readonly method: string;
  /** Those that the document states once for all included. */
  readonly responses: Readonly<Record<string, Response>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>;
  readonly "x-function": unknown;
  readonly "x-roles": readonly string[];
  readonly "x-retry": string;
  readonly "x-cache": string;
  readonly "x-stage"?: "local";
  readonly [extension: `x-${string}`]: unknown;
}

export interface Document {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly servers: readonly { readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
  readonly "x-problems": readonly { readonly code: string; readonly status: number; readonly title: string; readonly remedy: string }[];
}

export const DOCUMENT_FILE = join(ROOT, "openapi.yaml");

/** The committed document. What it really holds is what the tests look at. */
export function readDocument(): Document {
  return load(readFileSync(DOCUMENT_FILE, "utf8")) as Document;
}

export function operationsOf({ paths, components }: Document): Operation[] {
  const resolved = (response: Response | { readonly $ref: string }): Response =>
    "$ref" in response
      ? required(components.responses[response.$ref.replace("#/components/responses/", "")], `the document has ${response.$ref}`)
      : response;
  const resolve = ({ responses }: OperationObject) =>
    Object.fromEntries(Object.entries(responses).map(([status, response]) => [status, resolved(response)]));
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, path, method, responses: resolve(operation) })),
  );
}

export interface PlacedSchema {
  /** Where it stands, for messages. */
  readonly place: string;
  readonly schema: Schema;
  /** How many objects with properties it lies in, itself included, since the last named schema. */
  readonly depth: number;
}

/** The schema and everything in it, up to the next named schema. */
export function* within(schema: Schema, place: string, outer = 0): Generator<PlacedSchema> {
  const depth = outer + (schema.properties === undefined ? 0 : 1);
  yield { place, schema, depth };
  for (const [name, member] of Object.entries(schema.properties ?? {})) yield* within(member, `${place}/${name}`, depth);
  if (schema.items) yield* within(schema.items, `${place}[]`, depth);
  if (typeof schema.additionalProperties === "object") yield* within(schema.additionalProperties, `${place}/*`, depth);
  for (const branches of [schema.anyOf, schema.oneOf, schema.allOf]) {
    for (const [index, branch] of (branches ?? []).entries()) yield* within(branch, `${place}|${index}`, depth);
  }
}

export function typesOf({ type }: Schema): readonly string[] {
  return type === undefined ? [] : [type].flat();
}

/** The names of the shared schemas that are reached from the given ones. */
export function reachedFrom(schemas: readonly Schema[], { components }: Pick<Document, "components">): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (schema: Schema) => {
    for (const { schema: part } of within(schema, "")) {
      const name = part.$ref?.replace("#/components/schemas/", "");
      const named = name === undefined || found.has(name) ? undefined : components.schemas[name];
      if (name === undefined || named === undefined) continue;
      found.add(name);
      follow(named);
    }
  };
  schemas.forEach(follow);
  return found;
}
