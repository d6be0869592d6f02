import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One check (or warning) that does not count for one operation, and why (API-62). */
export interface Exclusion {
  readonly operation: string;
  readonly check: string;
  readonly date: string;
  readonly reason: string;
}

/** The lines of `exclusions.txt`: operation, check, date, and the reason to the end of the line. */
export function readExclusions(): Exclusion[] {
  const lines = readFileSync(join(import.meta.dirname, "exclusions.txt"), "utf8").split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [operation = "", check = "", date = "", ...reason] = line.split(" ");
      return { operation, check, date, reason: reason.join(" ") };
    });
}
