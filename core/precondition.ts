import { DomainError, PRECONDITION_FAILED } from "./errors.ts";

/** Refuses a write whose `If-Match` names none but other versions; without the header any version will do (API-33). */
export function requireVersion(ifMatch: readonly string[], version: number | string): void {
  if (ifMatch.length === 0 || ifMatch.includes(String(version))) return;
  const detail = "It was changed meanwhile. Load it, put your change on it, and save with its ETag.";
  throw new DomainError(PRECONDITION_FAILED, detail, { currentVersion: version }, { headers: { etag: `"${version}"` } });
}
