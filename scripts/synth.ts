import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readDocument } from "../stacks/document.ts";
import { type SynthesizedStack, synthesize } from "../stacks/synthesize.ts";

// `npm run synth` makes what `npm run deploy` would send to CloudFormation, without credentials or network: the templates go to
// .build/templates, a table of them to the terminal. `-- --stage preview` shows another stage, `-- --no-bundle` leaves the code out.

const TEMPLATES = join(".build", "templates");

const { values } = parseArgs({
  options: { stage: { type: "string", default: "prod" }, bundle: { type: "boolean", default: true } },
  allowNegative: true,
});
if (values.stage !== "prod" && values.stage !== "preview") {
  console.error(`There is no stage "${values.stage}": synthesise prod or preview.`);
  process.exit(2);
}

const startedAt = performance.now();
const document = readDocument("openapi.yaml");
const stacks = await synthesize({ stage: values.stage, document, outdir: join(".build", "assembly"), bundle: values.bundle });
await writeTemplates(stacks);
printTable(stacks);
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
console.log(
  `\n${document.operations.length} operations of stage ${values.stage} in ${seconds} s, ${peakMemoryMb()} MB. Templates: ${TEMPLATES}`,
);
// SST keeps a file watcher and workers for its own development server, which would hold the process open.
process.exit(0);

async function writeTemplates(all: readonly SynthesizedStack[]): Promise<void> {
  await rm(TEMPLATES, { recursive: true, force: true });
  await mkdir(TEMPLATES, { recursive: true });
  for (const { name, template } of all) await writeFile(join(TEMPLATES, `${name}.json`), `${JSON.stringify(template, null, 2)}\n`);
}

function printTable(all: readonly SynthesizedStack[]): void {
  const rows = all.map(({ name, template }) => ({
    name,
    functions: Object.values(template.Resources).filter(({ Type }) => Type === "AWS::Lambda::Function").length,
    resources: Object.keys(template.Resources).length,
    kilobytes: Math.round(JSON.stringify(template).length / 1_024),
  }));
  const total = {
    name: `${rows.length} stacks`,
    functions: sum(rows.map((row) => row.functions)),
    resources: sum(rows.map((row) => row.resources)),
    kilobytes: sum(rows.map((row) => row.kilobytes)),
  };
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`${"stack".padEnd(width)}  functions  resources     KB`);
  for (const { name, functions, resources, kilobytes } of [...rows, total]) {
    console.log(
      `${name.padEnd(width)}  ${String(functions).padStart(9)}  ${String(resources).padStart(9)}  ${String(kilobytes).padStart(5)}`,
    );
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function peakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}
