import { describe, expect, it } from "vitest";
import { redacted } from "../../core/identity/audit-redaction.ts";
import vectors from "../vectors/identity-audit-redaction.json" with { type: "json" };

describe("audit redaction", () => {
  for (const { input, output } of vectors.cases) {
    it(`AUD-7 stores ${JSON.stringify(output).slice(0, 90)}`, () => expect(redacted(input)).toEqual(output));
  }

  it("AUD-7 knows a key in any writing", () => {
    const input = { APIKey: 1, "x-api-key": 1, userPassword: 1, newPassword: 1, NEW_PASSWORD: 1 };
    expect(redacted(input)).toEqual({
      APIKey: "[REDACTED]",
      "x-api-key": "[REDACTED]",
      userPassword: 1,
      newPassword: "[REDACTED]",
      NEW_PASSWORD: "[REDACTED]",
    });
  });

  it("AUD-7 leaves its input as it was", () => {
    const input = { list: [{ email: "a@b.c" }] };
    expect(redacted(input)).toEqual({ list: [{ email: "[REDACTED]" }] });
    expect(input).toEqual({ list: [{ email: "a@b.c" }] });
  });
});
