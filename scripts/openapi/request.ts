import type { RouteConfig } from "@asteasolutions/zod-to-openapi";
import * as z from "zod";
import type { Endpoint } from "../../functions/http/endpoint.ts";
import { coerceQuery } from "../../functions/http/query.ts";

/** What a caller sends, with the contract's examples. */
export function request(contract: Endpoint): NonNullable<RouteConfig["request"]> {
  const { params, query, body, example } = contract;
  const headers = requestHeaders(contract);
  return {
    ...(Object.keys(params.shape).length > 0 ? { params: exemplified(params, example.params) } : {}),
    ...(Object.keys(query.shape).length > 0 ? { query: emptiable(exemplified(query, example.query)) } : {}),
    ...(Object.keys(headers.shape).length > 0 ? { headers } : {}),
    ...(body === undefined ? {} : { body: requestBody(body, example.body) }),
  };
}

function requestBody(schema: z.ZodType, example: unknown) {
  const required = !(schema instanceof z.ZodOptional);
  return { required, content: { "application/json": { schema, example } } };
}

/** The parameters with the contract's own example values, which the tests and the docs page use, as the server reads them. */
function exemplified(schema: z.ZodObject, examples: Readonly<Record<string, string>> = {}): z.ZodObject {
  const values = coerceQuery(schema, new URLSearchParams(examples).toString()).value;
  const members = Object.entries(schema.shape).map(([name, member]) => {
    const example = values[name];
    return [name, example === undefined || !(member instanceof z.ZodType) ? member : member.meta({ ...member.meta(), example })];
  });
  return z.strictObject(Object.fromEntries(members));
}

/** An optional parameter without a value counts as absent (API-21), unless it is a list. */
function emptiable(schema: z.ZodObject): z.ZodObject {
  const members = Object.entries(schema.shape).map(([name, member]) => {
    const isOptional = member instanceof z.ZodOptional || member instanceof z.ZodDefault;
    if (!isOptional || member.unwrap() instanceof z.ZodArray) return [name, member];
    return [name, member.meta({ ...member.meta(), param: { allowEmptyValue: true } })];
  });
  return z.strictObject(Object.fromEntries(members));
}

function requestHeaders({ query, ifMatch, idempotencyKey }: Endpoint): z.ZodObject {
  const key = z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .meta({ minLength: 1, maxLength: 64, example: "3f8a1c52-7f0e" });
  // Where another parameter may stand in for it, the document cannot require it; the operation answers 428 itself.
  const needsTag = ifMatch === "required" && !Object.hasOwn(query.shape, "override");
  return z.object({
    ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey === "required" ? key : key.optional() }),
    ...(ifMatch === undefined ? {} : { "If-Match": needsTag ? tags(SOME_TAG) : tags(ANY_TEXT).optional() }),
  });
}

function tags(pattern: RegExp): z.ZodString {
  return z.string().regex(pattern).meta({
    description: "ETags as they were answered; `*` counts as none, a weak one never matches.",
    maxLength: 1_024,
    example: '"61c70424984d25c1032c980ad9e6e15f"',
  });
}

/** What cannot be an ETag is not malformed, it only matches nothing. */
const ANY_TEXT = /^[ -~]*$/;
/** Asterisks and commas alone name no tag. */
const SOME_TAG = /^[ -~]*[!-)+.-~-][ -~]*$/;
