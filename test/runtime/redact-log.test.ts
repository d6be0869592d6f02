import { describe, expect, it } from "vitest";
import { redactedLog, redactedText } from "../../functions/runtime/redact-log.ts";
import vectors from "../vectors/operations-log-redaction.json" with { type: "json" };

describe("OPS-9 what a log line never shows", () => {
  for (const { id, input, expected } of vectors.cases) {
    it(`OPS-9 ${id}`, () => {
      expect(redactedText(input.text)).toBe(expected.text);
    });
  }

  it("OPS-9 strikes out secret members at every depth and keeps its own fields", () => {
    const line = { code: "TIME_TAKEN", ipHash: "ab", nested: [{ accessToken: "x", note: "a@b.org" }] };
    expect(redactedLog(line)).toEqual({ code: "TIME_TAKEN", ipHash: "ab", nested: [{ accessToken: "[REDACTED]", note: "a***@b.org" }] });
  });
});
