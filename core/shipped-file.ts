import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The content of a JSON file that contracts ship beside their bundle (`files`). Read when first needed, it weighs on no bundle and no cold
 * start. The file's own test holds it to the type `T`.
 */
export function shippedJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(process.cwd(), file), "utf8"));
}
