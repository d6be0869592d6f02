import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readExclusions } from "../schemathesis/exclusions.ts";
import { operationsOf, readDocument } from "./document.ts";

const configuration = readFileSync(join(import.meta.dirname, "..", "schemathesis", "schemathesis.toml"), "utf8");
const requirements = readFileSync(join(import.meta.dirname, "..", "schemathesis", "requirements.txt"), "utf8");

describe("how Schemathesis tries the API", () => {
  it("API-61 is pinned with everything it needs, and runs all checks in all phases on valid and invalid data", () => {
    expect(requirements).toMatch(/^schemathesis==4\.\d+\.\d+$/m);
    expect(
      requirements
        .trim()
        .split("\n")
        .every((line) => /^[\w.-]+==[\w.]+$/.test(line)),
    ).toBe(true);
    expect(configuration).toMatch(/^\[checks\]\nenabled = true$/m);
    expect(configuration).toMatch(/^mode = "all"$/m);
    for (const phase of ["examples", "coverage", "fuzzing", "stateful"]) expect(configuration).toContain(`${phase}.enabled = true`);
    expect(configuration).toContain("max_response_time = 5.0");
  });

  it("API-61 API-62 expects the statuses that the rules name", () => {
    const expected = (check: string) => new RegExp(`^${check}\\.expected-statuses = (.*)$`, "m").exec(configuration)?.[1];
    const list = (text: string) => JSON.stringify(text.split(" ")).replaceAll(",", ", ");
    expect(expected("negative_data_rejection")).toBe(list("400 401 403 404 406 412 413 414 415 422 428"));
    expect(expected("missing_required_header")).toBe(list("400 401 403 406 415 422 428"));
    expect(expected("positive_data_acceptance")).toBe(list("2xx 3xx 400 401 403 404 409 410 412 422"));
  });

  it("API-65 makes twenty examples of each operation from a fixed seed", () => {
    expect(configuration).toMatch(/^max-examples = 20$/m);
    expect(configuration).toMatch(/^seed = \d+$/m);
  });

  it("API-62 leaves out at most ten checks, each of a known operation with date and reason, and none that must never fail", () => {
    const exclusions = readExclusions();
    const operations = new Set(operationsOf(readDocument()).map(({ operationId }) => operationId));
    expect(exclusions.length).toBeLessThanOrEqual(10);
    for (const { operation, check, date, reason } of exclusions) {
      expect(operations).toContain(operation);
      expect(check).toMatch(/^[a-z_]+$/);
      expect(["not_a_server_error", "response_schema_conformance"]).not.toContain(check);
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(reason.length).toBeGreaterThan(40);
    }
  });
});
