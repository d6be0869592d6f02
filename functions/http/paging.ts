import * as z from "zod";

/** Where a list goes on: the `nextCursor` of the page before, opaque (API-27). */
export const cursorSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,512}$/)
  .meta({ minLength: 1, maxLength: 512 });

/** How many entries a page may have (API-26). */
export function limitSchema(usual = 20, most = 100) {
  return z.int().min(1).max(most).default(usual);
}
