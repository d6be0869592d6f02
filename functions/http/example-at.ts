import * as z from "zod";
import { unwrapped } from "./unwrapped.ts";

/** The example that the document gives for a place in the schema, as far as the way there is certain: below a choice it is not. */
export function exampleAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string | undefined {
  let place = unwrapped(schema);
  for (const step of path) place = unwrapped(below(place, String(step)));
  const example: unknown = place && z.globalRegistry.get(place)?.example;
  return typeof example === "string" ? example : undefined;
}

function below(schema: z.core.$ZodType | undefined, step: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined;
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}
