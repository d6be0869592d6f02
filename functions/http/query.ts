import * as z from "zod";
import type { FieldError } from "../../core/errors.ts";
import { unwrapped } from "./unwrapped.ts";

const IGNORED = /^(utm_.*|gclid|fbclid)$/;

/**
 * The query as the schema's own types (API-20, API-21): text becomes an integer or a boolean only where the schema says so and only in the one
 * form allowed; lists may be repeated or comma-separated; an empty scalar counts as absent; marks of advertisers are ignored.
 */
export function coerceQuery(schema: z.ZodObject, rawQuery: string): { value: Record<string, unknown>; errors: FieldError[] } {
  const given = new Map<string, string[]>();
  for (const [name, text] of new URLSearchParams(rawQuery)) {
    if (!IGNORED.test(name)) given.set(name, [...(given.get(name) ?? []), text.normalize("NFC")]);
  }
  const errors: FieldError[] = [];
  const entries: [string, unknown][] = [];
  for (const [name, texts] of given) {
    const declared = Object.hasOwn(schema.shape, name) ? unwrapped(schema.shape[name]) : undefined;
    if (declared instanceof z.ZodArray) {
      entries.push([name, texts.flatMap((text) => text.split(",")).filter((text) => text !== "")]);
      continue;
    }
    if (texts.length > 1) errors.push({ field: `query.${name}`, code: "DUPLICATE_PARAMETER", message: "Send this parameter once." });
    const [text] = texts;
    if (text !== undefined && (text !== "" || declared === undefined)) entries.push([name, coerced(declared, text)]);
  }
  return { value: Object.fromEntries(entries), errors };
}

function coerced(declared: z.core.$ZodType | undefined, text: string): unknown {
  if (declared instanceof z.ZodNumber) return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (declared instanceof z.ZodBoolean) return text === "true" ? true : text === "false" ? false : text;
  return text;
}
