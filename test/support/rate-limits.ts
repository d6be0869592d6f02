import { afterAll, beforeAll } from "vitest";

/** Lets the file's tests call as often as they like. */
export function withoutRateLimits(): void {
  beforeAll(() => {
    process.env.RATE_LIMIT_ENABLED = "false";
  });
  afterAll(() => {
    delete process.env.RATE_LIMIT_ENABLED;
  });
}
