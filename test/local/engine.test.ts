import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import { tableDefinition } from "../../core/table/definition.ts";
import { startEngine } from "../../local/engine.ts";
import { createTable } from "../../local/table.ts";

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "engine-"));
afterAll(() => rmSync(folder, { recursive: true }));

function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: "us-east-1", maxAttempts: 1, credentials: { accessKeyId: "a", secretAccessKey: "a" } });
}

describe("the embedded engine", () => {
  it("keeps what was written over a stop and a new start", async () => {
    const dbFile = join(folder, "kept.db");
    const first = await startEngine({ root, dbFile });
    expect(await createTable(clientOf(first.endpoint), tableDefinition("kept"))).toBe(true);
    await clientOf(first.endpoint).send(new PutItemCommand({ TableName: "kept", Item: { pk: { S: "a" }, sk: { S: "b" } } }));
    await first.stop();

    const second = await startEngine({ root, dbFile });
    expect(await createTable(clientOf(second.endpoint), tableDefinition("kept"))).toBe(false);
    const key = { pk: { S: "a" }, sk: { S: "b" } };
    expect((await clientOf(second.endpoint).send(new GetItemCommand({ TableName: "kept", Key: key }))).Item).toEqual(key);
    await second.stop();
    await expect(fetch(second.endpoint)).rejects.toThrow();
  });

  it("ends with its runtime, even when that is killed with -9", async () => {
    const script = `
      const { startEngine } = await import(${JSON.stringify(new URL("../../local/engine.ts", import.meta.url).href)});
      console.log((await startEngine({ root: ${JSON.stringify(root)} })).endpoint);
      setInterval(() => {}, 1000);`;
    const runtime = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const endpoint = await new Promise<string>((resolve) => runtime.stdout.once("data", (chunk) => resolve(String(chunk).trim())));
    expect((await fetch(endpoint)).ok).toBe(true);
    runtime.kill("SIGKILL");
    await expect.poll(() => fetch(endpoint).then(String, () => "gone"), { timeout: 5_000 }).toBe("gone");
  });

  it("names the three ways to get an engine when there is none", async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    await expect(startEngine({ root: folder })).rejects.toThrow(
      /npm i -g dynoxide.*brew install dynoxide.*cargo install dynoxide-rs.*DYNAMODB_ENDPOINT/,
    );
    process.env.PATH = path;
  });
});
