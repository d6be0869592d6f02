import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";

export interface Bundle {
  /** The source file it was made from, as given. */
  readonly entryPoint: string;
  /** The bundle, relative to the output folder. */
  readonly file: string;
  readonly sizeBytes: number;
  /** The source files that are in it, each with the bytes it adds. */
  readonly inputs: Readonly<Record<string, number>>;
}

/**
 * Bundles every function as it ships: minified ESM for Node 22, one file per entry point with its source map beside it, nothing shared
 * and nothing external. One call for all, because SST's way, one build and one `npm install` per function, takes eight times as long.
 */
export async function bundleFunctions({
  entryPoints,
  outdir,
  root = process.cwd(),
}: {
  entryPoints: readonly string[];
  outdir: string;
  root?: string;
}): Promise<Bundle[]> {
  const credentials = await credentialAlias(resolve(root, outdir));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outbase: root,
    outdir,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node22",
    mainFields: ["module", "main"],
    outExtension: { ".js": ".mjs" },
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    alias: { "@aws-sdk/credential-provider-node": credentials },
    sourcemap: "linked",
    // The sources are in the repository under COMMIT_SHA; the map only has to name their lines.
    sourcesContent: false,
    plugins: [withoutJsonSchema, mapOwnCodeOnly],
    metafile: true,
    logLevel: "silent",
  });
  return bundlesOf(metafile, outdir, root);
}

/**
 * Lambda always gives credentials by environment, so the SDK's chain of files, processes and metadata services is 130 KB and 35 ms of
 * cold start that nothing ever uses.
 */
async function credentialAlias(outdir: string): Promise<string> {
  const file = join(outdir, "environment-credentials.js");
  await mkdir(outdir, { recursive: true });
  await writeFile(file, ENVIRONMENT_CREDENTIALS);
  return file;
}

const ENVIRONMENT_CREDENTIALS = `export const defaultProvider = () => async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});
`;

/**
 * Each of zod's schemas can tell its JSON Schema, which the document's generator asks and a function never does: 18 KB in every bundle.
 * The methods stay, and refuse.
 */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ }, async ({ path }) => {
      const exported = (await readFile(path, "utf8")).matchAll(/^export (?:function|const) (\w+)/gm);
      const refusing = [...exported].map(
        ([, name = ""]) => `export const ${name} = ${name.startsWith("create") ? "() => refuse" : "refuse"};`,
      );
      return { contents: [REFUSE, ...refusing, EMPTY_MAP].join("\n"), loader: "js" };
    });
  },
};

const REFUSE = `const refuse = () => { throw new Error("JSON Schema is told by scripts/openapi.ts, not by a bundled function"); };`;

/**
 * Gives every file of a dependency a map of its own that knows one place, which esbuild then passes on. A stack is read for our lines;
 * a map of the whole SDK would be 600 KB for every cold start to parse.
 */
const mapOwnCodeOnly: Plugin = {
  name: "map-own-code-only",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, "utf8")}\n${EMPTY_MAP}`,
      loader: "js",
    }));
  },
};

const EMPTY_MAP = `//# sourceMappingURL=data:application/json;base64,${btoa('{"version":3,"sources":["dependency"],"mappings":"AAAA"}')}`;

function bundlesOf(metafile: Metafile, outdir: string, root: string): Bundle[] {
  const prefix = `${resolve(root, outdir).slice(resolve(root).length + 1)}/`;
  return Object.entries(metafile.outputs).flatMap(([path, output]) => {
    if (output.entryPoint === undefined) return [];
    const inputs = Object.fromEntries(Object.entries(output.inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
    return [{ entryPoint: output.entryPoint, file: path.replace(prefix, ""), sizeBytes: output.bytes, inputs }];
  });
}
