import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { OUTLINES_FILE } from "../../core/places/outlines.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { PLACE_PHRASES_FILE } from "../../core/search/query/gazetteer.ts";
import { SEARCH_LEXICON_FILE } from "../../core/search/query/search-lexicon.ts";
import { type Bundle, bundleFunctions } from "../../scripts/bundle.ts";
import { type Declarations, loadDeclarations } from "../../scripts/openapi/load-declarations.ts";

/** A kilobyte of code costs cold starts; the dearest tenth may carry more, for a reason of its own. */
const BUDGET_BYTES = 450_000;
const CEILING_BYTES = 750_000;

/** Who reads which of the files that contracts name under `files`. */
const READERS = [
  ["core/search/load-catalog.ts", CATALOG_FILE],
  ["core/search/query/gazetteer.ts", PLACE_PHRASES_FILE],
  ["core/search/query/search-lexicon.ts", SEARCH_LEXICON_FILE],
  ["core/places/neighborhoods.ts", NEIGHBORHOODS_FILE],
  ["core/places/outlines.ts", OUTLINES_FILE],
] as const;

let declarations: Declarations;
let bundles: readonly Bundle[];
const outdir = mkdtempSync(join(tmpdir(), "bundles-"));

beforeAll(async () => {
  declarations = await loadDeclarations();
  const deployed = [...declarations.endpoints, ...declarations.consumers, ...declarations.schedules].filter(
    ({ stage }) => stage !== "local",
  );
  const machinery = ["functions/outbox/relay-events.ts", "functions/unrouted/answer-unrouted.ts"];
  bundles = await bundleFunctions({ entryPoints: [...deployed.map(({ file }) => file), ...machinery], outdir });
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Which bundles hold a file whose path the pattern matches. */
function holding(pattern: RegExp): string[] {
  return bundles.filter(({ inputs }) => Object.keys(inputs).some((path) => pattern.test(path))).map(({ entryPoint }) => entryPoint);
}

describe("every function's bundle", () => {
  it("stays within 450 kB for 95 % of the functions, and within 750 kB for all", () => {
    const large = bundles
      .filter(({ sizeBytes }) => sizeBytes > BUDGET_BYTES)
      .map(({ entryPoint, sizeBytes }) => `${entryPoint} ${sizeBytes}`);
    expect(large.length / bundles.length, large.join(", ")).toBeLessThanOrEqual(0.05);
    expect(bundles.filter(({ sizeBytes }) => sizeBytes > CEILING_BYTES).map(({ entryPoint }) => entryPoint)).toEqual([]);
  });

  it("holds one contract at most: its own", () => {
    const contracts = new Set(declarations.endpoints.map(({ file }) => file));
    const crowded = bundles.filter(({ inputs }) => Object.keys(inputs).filter((path) => contracts.has(path)).length > 1);
    expect(crowded.map(({ entryPoint }) => entryPoint)).toEqual([]);
  });

  it("holds no document generator, no stack, no stand-in and no test", () => {
    expect(holding(/zod-to-openapi|aws-cdk-lib|node_modules\/sst\/|^(local|stacks|test)\//)).toEqual([]);
  });

  it("holds the password hash only where passwords are looked at", () => {
    const allowed = ["functions/identity/login.ts", "functions/identity/register-user.ts"];
    expect(holding(/node_modules\/hash-wasm\//).filter((file) => !allowed.includes(file))).toEqual([]);
  });

  it("holds the mail client only where mail is granted, and the queue client only where sending is", () => {
    const granting = (grant: string) =>
      new Set(
        [...declarations.endpoints, ...declarations.consumers, ...declarations.schedules]
          .filter(({ grants }) => grants.some((own) => own === grant))
          .map(({ file }) => file),
      );
    const mail = granting("email");
    const queues = granting("queues.send").add("functions/outbox/relay-events.ts");
    expect(holding(/@aws-sdk\/client-sesv2\//).filter((file) => !mail.has(file))).toEqual([]);
    expect(holding(/@aws-sdk\/client-sqs\//).filter((file) => !queues.has(file))).toEqual([]);
  });

  it("holds none of the large data files: they are shipped beside it and read when needed", () => {
    expect(holding(/neighborhood-shapes\.json|data\/catalog\.json|search-lexicon\.json/)).toEqual([]);
  });

  it("has beside it every data file that its code may read", () => {
    const shipped = new Map(declarations.endpoints.map(({ file, files }) => [file, files ?? []]));
    const missing = bundles.flatMap(({ entryPoint, inputs }) =>
      READERS.filter(([reader, file]) => inputs[reader] && !shipped.get(entryPoint)?.includes(file)).map(
        ([, file]) => `${entryPoint} ships no ${file}`,
      ),
    );
    expect(missing).toEqual([]);
    expect(READERS.filter(([reader]) => !bundles.some(({ inputs }) => inputs[reader]))).toEqual([]);
  });
});
