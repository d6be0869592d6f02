import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { App, Function as LambdaFunction, Stack } from "sst/constructs";
import { useFunctions } from "sst/constructs/Function.js";
import { initProject } from "sst/project.js";
import { useRuntimeHandlers } from "sst/runtime/handlers.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleFunctions } from "../../scripts/bundle.ts";
import { takeBundlesFrom } from "../../stacks/bundled-handlers.ts";

// SST offers no public way to hand it finished bundles. When an update moves its insides, one of these fails, not a deployment.
let root: string;
const FUNCTION = "functions/probe/answer-probe.ts";

beforeAll(async () => {
  await mkdir(".build", { recursive: true });
  root = await mkdtemp(join(process.cwd(), ".build", "bundle-test-"));
  await mkdir(join(root, "functions/probe"), { recursive: true });
  await writeFile(join(root, FUNCTION), SOURCE);
  await writeFile(join(root, "package.json"), '{"type":"module","sideEffects":false}');
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

it("bundles all functions in one call, as minified modules whose stacks lead back to our own lines", async () => {
  const bundles = await bundleFunctions({ root, entryPoints: [FUNCTION], outdir: "out" });
  expect(bundles).toMatchObject([{ entryPoint: FUNCTION, file: "functions/probe/answer-probe.mjs" }]);
  const [bundle] = bundles;
  expect(Object.keys(bundle?.inputs ?? {})).toContain(FUNCTION);
  const text = readFileSync(join(root, "out/functions/probe/answer-probe.mjs"), "utf8");
  expect(text.length).toBe(bundle?.sizeBytes);
  expect(text).not.toContain("  ");
  const map: { sources: string[] } = JSON.parse(readFileSync(join(root, "out/functions/probe/answer-probe.mjs.map"), "utf8"));
  expect(map.sources.filter((source) => source.endsWith(FUNCTION))).toHaveLength(1);
});

it("leaves out the SDK's search for credentials, which Lambda gives by environment", async () => {
  const source = 'import { DynamoDBClient } from "@aws-sdk/client-dynamodb";\nexport const handler = () => new DynamoDBClient({});\n';
  await writeFile(join(root, "functions/probe/read-table.ts"), source);
  const [bundle] = await bundleFunctions({ root, entryPoints: ["functions/probe/read-table.ts"], outdir: "out" });
  expect(Object.keys(bundle?.inputs ?? {}).filter((file) => /credential-provider-(node|ini|sso|process)\//.test(file))).toEqual([]);
  expect(bundle?.sizeBytes).toBeLessThan(300_000);
});

it("makes SST take the finished bundle and its map instead of building and installing for each function", async () => {
  await bundleFunctions({ root, entryPoints: [FUNCTION], outdir: "out" });
  await initProject({ stage: "prod", region: "us-east-1" });
  const app = new App(
    { mode: "deploy", stage: "prod", name: "instainstru", region: "us-east-1", account: "123456789012" },
    { outdir: join(root, "dist") },
  );
  const stack = new Stack(app, "probe");
  const fn = new LambdaFunction(stack, "probe", { handler: "functions/probe/answer-probe.handler", copyFiles: [{ from: "package.json" }] });
  takeBundlesFrom(join(root, "out"));
  expect(useFunctions().fromID(fn.node.addr)).toMatchObject({ handler: "functions/probe/answer-probe.handler" });
  const built = await useRuntimeHandlers().build(fn.node.addr, "deploy");
  expect(built).toMatchObject({ type: "success", handler: "functions/probe/answer-probe.handler" });
  const out = "out" in built ? built.out : "";
  const shipped = ["functions/probe/answer-probe.mjs", "functions/probe/answer-probe.mjs.map", "package.json"];
  expect(shipped.filter((file) => !existsSync(join(out, file)))).toEqual([]);
  expect(existsSync(join(out, "node_modules"))).toBe(false);
});

const SOURCE = `/** A function of no product. */
export async function handler(event: { readonly name: string }): Promise<string> {
  return \`Hello, \${event.name}\`;
}
`;
