import * as z from "zod";
import {
  DomainError,
  type FieldError,
  NOT_FOUND,
  notFound,
  PAYLOAD_TOO_LARGE,
  UNSUPPORTED_MEDIA_TYPE,
  validationFailed,
} from "../../core/errors.ts";
import type { Endpoint } from "./endpoint.ts";
import { type HttpEvent, header, type Middleware } from "./exchange.ts";
import { fieldErrors, fieldName, type Part } from "./field-errors.ts";
import { parseJson } from "./parse-json.ts";
import { coerceQuery } from "./query.ts";
import { CONTROL_CHARACTERS } from "./wire-values.ts";

const MOST_BODY_BYTES = 256 * 1024;

/** Reads the path, the query and the body by the contract's closed schemas; every shape error is reported at once (API-44). */
export function parse(contract: Endpoint): Middleware {
  return {
    before({ event, internal }) {
      const path = checked(contract.params, event.pathParameters ?? {}, "path");
      if (path.errors.length > 0) throw notFound(contract.notFound ?? NOT_FOUND);
      const json = contract.body === undefined ? undefined : bodyOf(event);
      const query = checkedQuery(contract.query, event);
      const body = contract.body === undefined ? { errors: [], value: undefined } : checkedBody(contract.body, json);
      const errors = [...query.errors, ...body.errors];
      if (errors.length > 0) throw validationFailed(errors);
      internal.json = json;
      internal.input = { params: path.value, query: query.value, body: body.value };
    },
  };
}

interface Checked {
  readonly errors: readonly FieldError[];
  readonly value: unknown;
}

function checked(schema: z.ZodType, value: unknown, part: Part): Checked {
  const result = schema.safeParse(value);
  return result.success
    ? { errors: [], value: result.data }
    : { errors: fieldErrors(result.error.issues, part, value, schema), value: undefined };
}

function checkedQuery(schema: z.ZodObject, event: HttpEvent): Checked {
  const { value, errors } = coerceQuery(schema, event.rawQueryString);
  const shape = checked(schema, value, "query");
  return { value: shape.value, errors: oncePerField([...errors, ...invalidTexts(value, "query", []), ...shape.errors]) };
}

function checkedBody(schema: z.ZodType, json: unknown): Checked {
  if (json === undefined && schema instanceof z.ZodOptional) return { value: undefined, errors: [] };
  if (json === undefined)
    return { value: undefined, errors: [{ field: "body", code: "REQUIRED", message: "This operation needs a JSON body." }] };
  const shape = checked(schema, json, "body");
  return { value: shape.value, errors: oncePerField([...invalidTexts(json, "body", []), ...shape.errors]) };
}

/** The first error of each field: what follows from one fault is no other. */
function oncePerField(errors: readonly FieldError[]): FieldError[] {
  return [...Map.groupBy(errors, ({ field }) => field).values()].flatMap(([first]) => first ?? []);
}

/** The JSON value of the body, or `undefined` for an empty one; checks its type, then its size, first (API-13, API-15). */
function bodyOf(event: HttpEvent): unknown {
  const bytes = event.body === undefined ? Buffer.alloc(0) : Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.length === 0) return undefined;
  if (!isJson(header(event, "content-type")) || compressed(event)) {
    const headers = { "accept-post": "application/json" };
    throw new DomainError(UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json in UTF-8, uncompressed.", {}, { headers });
  }
  if (bytes.length > MOST_BODY_BYTES)
    throw new DomainError(PAYLOAD_TOO_LARGE, "The body may have at most 256 KiB.", { maxBytes: MOST_BODY_BYTES });
  return parseJson(utf8(bytes));
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // A lone surrogate makes `parseJson` refuse what was no UTF-8.
    return '"\\ud800"';
  }
}

function isJson(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? "").split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  return type === "application/json" && (charset === undefined || charset.replaceAll('"', "") === "utf-8");
}

function compressed(event: HttpEvent): boolean {
  const encoding = header(event, "content-encoding");
  return encoding !== undefined && encoding.toLowerCase() !== "identity";
}

const INVALID_CHARACTER = new RegExp(`[${CONTROL_CHARACTERS}]`);

function invalidTexts(value: unknown, part: Part, path: readonly string[]): FieldError[] {
  if (typeof value === "string") {
    if (!INVALID_CHARACTER.test(value)) return [];
    return [{ field: fieldName(part, path), code: "INVALID_CHARACTER", message: "Control characters are not allowed here." }];
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = [...path, name];
    return [...(Array.isArray(value) ? [] : invalidName(name, part, place)), ...invalidTexts(member, part, place)];
  });
}

/** A map's schema would drop `__proto__` in silence, as that is no member to it but the prototype. */
function invalidName(name: string, part: Part, path: readonly string[]): FieldError[] {
  if (name !== "__proto__") return invalidTexts(name, part, path);
  return [{ field: fieldName(part, path), code: "UNKNOWN_FIELD", message: "Nothing here is called __proto__." }];
}
