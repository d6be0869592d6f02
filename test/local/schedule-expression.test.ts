import { describe, expect, it } from "vitest";
import type { Instant } from "../../core/time.ts";
import { latestRun, parseSchedule } from "../../local/schedules/schedule-expression.ts";

const run = (expression: string, after: Instant, upTo: Instant, zone = "UTC", anchor = after) =>
  latestRun(parseSchedule(expression), zone, anchor, after, upTo);

describe("when a schedule runs", () => {
  it.each<[string, Instant, Instant, Instant | undefined]>([
    ["cron(40 3 * * ? *)", "2026-03-01T03:39:59.000Z", "2026-03-01T03:40:00.500Z", "2026-03-01T03:40:00.000Z"],
    ["cron(40 3 * * ? *)", "2026-03-01T03:40:00.500Z", "2026-03-02T03:39:59.999Z", undefined],
    ["cron(0/15 * * * ? *)", "2026-03-01T10:00:30.000Z", "2026-03-01T10:44:00.000Z", "2026-03-01T10:30:00.000Z"],
    ["cron(0 9 ? * MON-FRI *)", "2026-03-06T09:00:00.000Z", "2026-03-08T23:00:00.000Z", undefined],
    ["cron(0 9 ? * 2 *)", "2026-03-08T12:00:00.000Z", "2026-03-09T12:00:00.000Z", "2026-03-09T09:00:00.000Z"],
    ["cron(0 0 1 JAN,JUL ? *)", "2026-06-30T12:00:00.000Z", "2026-07-01T12:00:00.000Z", "2026-07-01T00:00:00.000Z"],
  ])("%s after %s up to %s: %s", (expression, after, upTo, expected) => {
    expect(run(expression, after, upTo)).toBe(expected);
  });

  it("follows the wall clock of its zone", () => {
    expect(run("cron(0 9 * * ? *)", "2026-03-08T12:00:00.000Z", "2026-03-08T14:00:00.000Z", "America/New_York")).toBe(
      "2026-03-08T13:00:00.000Z",
    );
  });

  it("counts a rate from its anchor, and what was passed over once", () => {
    const anchor = "2026-03-01T00:00:10.000Z";
    expect(run("rate(5 minutes)", anchor, "2026-03-01T00:05:09.999Z")).toBeUndefined();
    expect(run("rate(5 minutes)", anchor, "2026-03-01T00:17:00.000Z")).toBe("2026-03-01T00:15:10.000Z");
    expect(run("rate(1 day)", "2026-03-02T00:00:10.000Z", "2026-03-02T23:00:00.000Z", "UTC", anchor)).toBeUndefined();
  });

  it.each(["rate(5 weeks)", "cron(* * * *)", "cron(61 * * * ? *)", "cron(0 9 L * ? *)", "cron(0 9 ? * 2#1 *)", "every day"])(
    "refuses %s, which it does not understand",
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow();
    },
  );
});
