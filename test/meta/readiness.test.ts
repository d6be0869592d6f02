import { describe, expect, it } from "vitest";
import { readClock } from "../../core/clients/clock.ts";
import { checkConfigured, isReady, type ReadinessCheck } from "../../core/readiness.ts";
import * as getHealth from "../../functions/meta/get-health.ts";
import * as getReadiness from "../../functions/meta/get-readiness.ts";
import { failing } from "../support/faults.ts";
import { invoke } from "../support/invoke.ts";
import { useTable } from "../support/table.ts";
import vectors from "../vectors/operations-readiness.json" with { type: "json" };

useTable();

const TABLE_LIMIT_MS = 800;

describe("OPS-3 ready or not", () => {
  // Draining comes with the flags of the operations part.
  for (const { id, input, expected } of vectors.cases.filter((one) => !one.input.maintenance)) {
    it(`OPS-2, OPS-3 ${id}`, () => {
      const { table, secrets, stripe, checkr, email } = input;
      const isTableOk = table.ok && table.ms <= TABLE_LIMIT_MS;
      const tableCheck: ReadinessCheck = {
        name: "table",
        ok: isTableOk,
        durationMs: table.ms,
        required: true,
        message: isTableOk ? null : table.ok ? "timeout" : "error",
      };
      const checks = [
        tableCheck,
        checkConfigured("secrets", secrets.ok, true),
        checkConfigured("stripe", stripe.ok, false),
        checkConfigured("checkr", checkr.ok, false),
        checkConfigured("email", email.ok, false),
      ];
      expect(isReady(checks)).toBe(expected.status === 200);
      const said = checks.map(({ name, ok, required, message }) => ({ name, ok, required, ...(message === null ? {} : { message }) }));
      expect(said).toEqual(expected.checks);
    });
  }
});

describe("the probes", () => {
  it("OPS-1 /health answers from memory, uncached, with the commit", async () => {
    const noTable = failing(
      () => invoke(getHealth),
      () => true,
      () => new Error("no dependency may be touched"),
    );
    const reply = await noTable;
    expect(reply.body).toMatchObject({ status: "ok", service: "instainstru", stage: "local" });
    expect(reply.body.time <= readClock()).toBe(true);
    expect([reply.headers["cache-control"], reply.headers["x-commit-sha"], reply.headers["x-beta-phase"]]).toEqual([
      "no-store",
      "unknown",
      "disabled",
    ]);
  });

  it("OPS-3, OPS-4 /ready answers 503 with its own body while the table fails, for a second, and says nothing of the cause", async () => {
    const down = failing(
      () => invoke(getReadiness),
      ({ service }) => service === "dynamodb",
      () => new Error("secret cause"),
    );
    const reply = await down;
    expect([reply.status, reply.headers["content-type"]]).toEqual([503, "application/json; charset=utf-8"]);
    expect(reply.text).not.toContain("secret cause");
    const kept = await invoke(getReadiness);
    expect(kept.status).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    const reads: string[] = [];
    const counted = failing(
      async () => [await invoke(getReadiness), await invoke(getReadiness)],
      ({ action }) => reads.push(action) < 0,
      () => new Error("never"),
    );
    expect((await counted).map(({ status }) => status)).toEqual([200, 200]);
    expect(reads.filter((action) => action === "GetItem")).toHaveLength(1);
  });

  it("OPS-5 takes no token, sets no cookie and counts nobody", async () => {
    for (const module of [getHealth, getReadiness]) {
      const reply = await invoke(module);
      expect([reply.cookies, reply.headers["x-ratelimit-limit"]]).toEqual([[], undefined]);
    }
  });
});
