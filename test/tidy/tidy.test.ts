import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type SourceFile, sourceFiles } from "./source-files.ts";

// The house style as far as a program can hold it: names, edges between folders, lengths, and who alone may do what.

const files = sourceFiles();
const production = files.filter(({ path }) => /^(core|functions|stacks|local|scripts)\//.test(path));

/** Lines such as `core/x.ts:12 …`, so that a failure names the place. */
function places(of: readonly SourceFile[], pattern: RegExp): string[] {
  return of.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

function importing(of: readonly SourceFile[], forbidden: (imported: string) => boolean): string[] {
  return of.flatMap(({ path, imports }) => imports.filter(forbidden).map((imported) => `${path} imports ${imported}`));
}

const inFolder = (folder: string) => production.filter(({ path }) => path.startsWith(`${folder}/`));

describe("names", () => {
  it("are kebab-case sentences", () => {
    const parts = files.flatMap(({ path }) => path.split("/"));
    expect(parts.filter((part) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(schema|example|test|generated))?(\.ts)?$/.test(part))).toEqual([]);
  });

  it("say what a thing is, not that it is a manager, helper or utility", () => {
    expect(files.map(({ path }) => path).filter((path) => /\b(util|utils|helper|helpers|manager|common|misc)\b/.test(path))).toEqual([]);
  });

  it("match: an endpoint's file bears its operationId", () => {
    const wrong = inFolder("functions").flatMap(({ path, text }) => {
      const operationId = /operationId: "(\w+)"/.exec(text)?.[1];
      if (!operationId || !text.includes("export const contract")) return [];
      const kebab = operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return path.endsWith(`/${kebab}.ts`) ? [] : [`${path} declares ${operationId}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe("edges", () => {
  it("core knows no HTTP, no Lambda, no SST and none of the other folders", () => {
    const outside =
      /^(functions|stacks|local|test|bench|scripts)\/|^(@middy|sst|aws-cdk-lib|aws-lambda|@types\/aws-lambda|@aws-lambda-powertools)/;
    expect(importing(inFolder("core"), (name) => outside.test(name))).toEqual([]);
  });

  it("functions import core and themselves", () => {
    expect(importing(inFolder("functions"), (name) => /^(stacks|local|test|bench|scripts)\//.test(name))).toEqual([]);
  });

  it("stacks import neither core nor functions: they read openapi.yaml", () => {
    expect(importing(inFolder("stacks"), (name) => /^(core|functions|local|test)\//.test(name))).toEqual([]);
  });

  it("no product file imports a test", () => {
    expect(importing(production, (name) => name.startsWith("test/"))).toEqual([]);
  });

  it("an endpoint imports no other endpoint", () => {
    const endpoints = new Set(
      inFolder("functions")
        .filter(({ text }) => /export const contract\b/.test(text))
        .map(({ path }) => path),
    );
    expect(importing(inFolder("functions"), (name) => endpoints.has(name))).toEqual([]);
  });

  it("fakes and stand-ins live in local", () => {
    expect(files.map(({ path }) => path).filter((path) => /(fake|stub|mock|stand-in)/.test(path) && !/^(local|test)\//.test(path))).toEqual(
      [],
    );
  });
});

describe("who alone may do what", () => {
  it("only keys.ts builds keys", () => {
    const builders = inFolder("core").filter(({ path }) => path !== "core/table/keys.ts");
    expect(places(builders, /\b[ps]k: `/)).toEqual([]);
  });

  it("only core/clients makes clients", () => {
    const others = [...inFolder("core"), ...inFolder("functions")].filter(({ path }) => !path.startsWith("core/clients/"));
    expect(places(others, /new \w+Client\(/)).toEqual([]);
  });

  it("only core/time.ts does arithmetic on dates, and only the clock reads the time", () => {
    const others = [...inFolder("core"), ...inFolder("functions")].filter(
      ({ path }) => path !== "core/time.ts" && path !== "core/clients/clock.ts",
    );
    expect(places(others, /new Date\(|Intl\.DateTimeFormat|@date-fns/)).toEqual([]);
    expect(
      places(
        others.filter(({ path }) => path !== "functions/runtime/emf.ts"),
        /\bDate\.(now|parse)\(/,
      ),
    ).toEqual([]);
  });

  it("only core/config.ts and core/secrets.ts read the environment", () => {
    const others = [...inFolder("core"), ...inFolder("functions")].filter(({ path }) => !/^core\/(config|secrets)\.ts$/.test(path));
    expect(places(others, /process\.env/)).toEqual([]);
  });

  it("zod is imported whole, as only that form bundles small", () => {
    expect(places(files, /import \{[^}]*\} from "zod"/)).toEqual([]);
  });
});

describe("length", () => {
  it("no product file is longer than 250 lines but for lists of data", () => {
    const written = production.filter(({ path }) => !/errors\.ts$|^core\/table\/keys\.ts$|\.generated\.ts$/.test(path));
    const long = written.filter(({ lines }) => lines.length > 250);
    expect(long.map(({ path, lines }) => `${path}: ${lines.length} lines`)).toEqual([]);
  });

  it("no line is longer than 180 characters but for lists of data and for sentences", () => {
    const sentence = /^\s*(\w+: )?(["'`]).*\2,?$/;
    const plain = production.filter(({ path }) => !/errors\.ts$|\.generated\.ts$/.test(path));
    const long = plain.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (line.length > 180 && !sentence.test(line) ? [`${path}:${index + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });
});

describe("leftovers", () => {
  it("nothing is left to do, skipped or singled out", () => {
    expect(
      places(
        files.filter(({ path }) => !path.startsWith("test/tidy/")),
        /\b(TODO|FIXME|XXX|HACK)\b|\b(it|describe|test)\.(only|skip)\(/,
      ),
    ).toEqual([]);
  });

  it("every runbook that an alarm names exists", () => {
    const named = inFolder("stacks").flatMap(({ text }) => [...text.matchAll(/runbook: "([a-z-]+)"/g)].map(([, slug]) => slug ?? ""));
    const root = join(import.meta.dirname, "..", "..");
    expect(named.filter((slug) => !existsSync(join(root, "docs", "runbooks", `${slug}.md`)))).toEqual([]);
  });

  it("versions in package.json are pinned", () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8"),
    );
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
