import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Mail } from "../../local/mailbox/mails.ts";
import { type LocalRuntime, startLocal } from "../../local/start-local.ts";
import { jsonOf } from "../support/json.ts";

const root = `${import.meta.dirname}/fixtures`;
const folder = mkdtempSync(join(tmpdir(), "local-"));
const dataDir = join(folder, ".data");
// These tests are about the engine that the runtime starts itself.
delete process.env.DYNAMODB_ENDPOINT;
const logged: string[] = [];
let runtime: LocalRuntime;

const start = (more: object = {}) => startLocal({ dataDir, root, port: 0, log: (line) => logged.push(line), ...more });
beforeAll(async () => {
  runtime = await start();
});
afterAll(async () => {
  await runtime.stop();
  rmSync(folder, { recursive: true });
});

const get = async <T>(path: string) => jsonOf<T>(await fetch(runtime.url + path));
const post = (path: string, body: unknown = {}) =>
  fetch(runtime.url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const subjects = async (to = "") => (await get<{ items: Mail[] }>(`/local/mailbox?to=${to}`)).items.map((mail) => mail.subject);
const deadIn = async (queue: string) => (await get<{ dead: { body: string }[] }>(`/local/queues/${queue}`)).dead;

describe("from a request to a mail", () => {
  it("relays what was written, again after a failed batch, and mails it", async () => {
    expect((await post("/api/v1/notes", { text: "first" })).status).toBe(201);
    await expect.poll(() => subjects("sarah@example.com"), { timeout: 5_000 }).toEqual(["first"]);
    expect(logged.join()).toContain("the first batch fails");
    expect(await subjects("nobody@example.com")).toEqual([]);
  });

  it("takes some milliseconds when nothing fails", async () => {
    await expect.poll(() => subjects(), { timeout: 5_000 }).toContain("first");
    const startedAt = performance.now();
    await post("/api/v1/notes", { text: "quick" });
    await expect.poll(() => subjects(), { timeout: 5_000, interval: 2 }).toContain("quick");
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe.concurrent("when a consumer fails", () => {
  it("refuses mails as ordered, and delivers them later", async () => {
    // The SDK tries three times before the function learns of it.
    await post("/local/mailbox/fail", { count: 3, error: "InternalServiceErrorException" });
    await post("/api/v1/notes", { text: "late" });
    await expect.poll(() => subjects(), { timeout: 15_000, interval: 50 }).toContain("late");
    expect(logged.join()).toContain("deliver-notes: InternalServiceErrorException");
  });

  it("ends a message that always fails in the dead-letter queue, and sends it again on demand", { timeout: 40_000 }, async () => {
    await post("/api/v1/notes", { text: "undeliverable 1" });
    await expect
      .poll(() => deadIn("deliver-notes"), { timeout: 20_000, interval: 100 })
      .toMatchObject([{ body: '{"text":"undeliverable 1"}' }]);
    expect(await jsonOf(await post("/local/queues/deliver-notes/redrive"))).toEqual({ moved: 1 });
    expect(await deadIn("deliver-notes")).toEqual([]);
  });
});

describe("schedules and the clock", () => {
  it("runs a schedule now", async () => {
    const run = await jsonOf<{ result: object }>(await post("/local/schedules/count-notes/run"));
    expect(run.result).toMatchObject({ name: "count-notes", scheduledFor: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect((await post("/local/schedules/unknown/run")).status).toBe(404);
  });

  it("moves the product's time, and runs what has become due by it", async () => {
    const before = Date.now();
    const moved = await jsonOf<{ now: string }>(await post("/local/clock", { advanceMinutes: 61 }));
    expect(Date.parse(moved.now) - before).toBeGreaterThanOrEqual(61 * 60_000);
    const lastRun = async () => (await get<{ items: { lastRun?: { scheduledFor: string } }[] }>("/local/schedules")).items[0]?.lastRun;
    await expect
      .poll(async () => Date.parse((await lastRun())?.scheduledFor ?? "") - before, { timeout: 5_000 })
      .toBeGreaterThan(59 * 60_000);

    await post("/local/clock", { now: "2027-01-01T05:00:00+05:00" });
    expect(await get("/local/clock")).toMatchObject({ now: expect.stringMatching(/^2027-01-01T00:00:0/) });
    const event = await get<{ requestContext: { timeEpoch: number } }>("/api/v1/notes");
    expect(new Date(event.requestContext.timeEpoch).getUTCFullYear()).toBe(2027);

    expect(await jsonOf(await post("/local/clock"))).toMatchObject({ offsetMs: 0 });
    expect((await post("/local/clock", { now: "soon" })).status).toBe(400);
  });
});

describe("the pages", () => {
  it.each(["", "/mailbox", "/queues", "/queues/deliver-notes", "/schedules", "/clock", "/table?pk=NOTE%23first"])(
    "shows /local%s to a browser",
    async (path) => {
      const answer = await fetch(`${runtime.url}/local${path}`, { headers: { accept: "text/html" } });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(await answer.text()).not.toMatch(/<script|(src|href)="https?:|url\(/);
    },
  );

  it("escapes what others wrote", async () => {
    await post("/api/v1/notes", { text: "<img src=x>" });
    await expect.poll(() => subjects(), { timeout: 10_000 }).toContain("<img src=x>");
    const answer = await fetch(`${runtime.url}/local/mailbox`, { headers: { accept: "text/html" } });
    expect(await answer.text()).toContain("&lt;img src=x&gt;");
  });

  it("shows the items of a partition", async () => {
    expect(await get("/local/table?pk=NOTE%23first")).toEqual({ items: [{ pk: "NOTE#first", sk: "-", type: "event", text: "first" }] });
  });

  it("sends a browser back after a change", async () => {
    const answer = await fetch(`${runtime.url}/local/clock`, {
      method: "POST",
      redirect: "manual",
      headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded", referer: `${runtime.url}/local/clock` },
      body: "now=",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${runtime.url}/local/clock`]);
  });

  it("leaves unknown addresses to the product", async () => {
    expect(await get("/local/unknown")).toEqual({ code: "ROUTE_NOT_FOUND", routeKey: "$default" });
  });
});

describe("a later start", () => {
  it("takes less than a second, and keeps table, mails and secrets", async () => {
    const secret = process.env.SST_Secret_value_CURSOR_KEY;
    await runtime.stop();
    expect(process.env.DYNAMODB_ENDPOINT).toBeUndefined();
    const startedAt = performance.now();
    runtime = await start();
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(runtime.isNew).toBe(false);
    expect(process.env.SST_Secret_value_CURSOR_KEY).toBe(secret);
    expect(await subjects()).toContain("first");
    expect(await get("/local/table?pk=NOTE%23first")).toMatchObject({ items: [{ text: "first" }] });
  });

  it("refuses a folder of another version and one that is not its own, and empties its own with --fresh", async () => {
    await runtime.stop();
    writeFileSync(join(dataDir, "version.json"), '{"version":0}');
    await expect(start()).rejects.toThrow(/version 0.*--fresh/);
    await expect(start({ dataDir: root, fresh: true })).rejects.toThrow(/not local data/);
    runtime = await start({ fresh: true });
    expect(runtime.isNew).toBe(true);
    expect(await subjects()).toEqual([]);
  });

  it("says in one sentence that the port is taken", async () => {
    const port = Number(new URL(runtime.url).port);
    await expect(start({ port, dataDir: join(folder, "other") })).rejects.toThrow(`Port ${port} is taken`);
  });
});
