import { describe, expect, it } from "vitest";
import * as common from "../../core/errors.ts";
import * as problems from "../../core/identity/identity-errors.ts";

describe("the problems of this part", () => {
  it("are named by their codes, and none is declared twice", () => {
    for (const [name, problem] of Object.entries(problems)) {
      expect(problem.code).toBe(name);
      expect(common).not.toHaveProperty(name);
    }
  });
});
