import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../core/errors.ts";
import { loadDeclarations, ROOT } from "../../scripts/openapi/load-declarations.ts";
import { problemsOf } from "../../scripts/openapi/problems-of.ts";
import { operationsOf, readDocument } from "./document.ts";
import appendix from "./registry.json" with { type: "json" };

const document = readDocument();
const registry = document["x-problems"];
const { endpoints, problems } = await loadDeclarations();
const settled = new Map<string, { readonly status: number; readonly remedy: string }>(Object.entries(appendix.codes));

describe("the registry of problems", () => {
  it("API-66 every code that a contract lists is in it", () => {
    const known = new Set(registry.map(({ code }) => code));
    const listed = endpoints.flatMap((endpoint) => problemsOf(endpoint).map(({ code }) => `${endpoint.operationId} ${code}`));
    expect(listed.filter((line) => !known.has(line.split(" ")[1] ?? ""))).toEqual([]);
  });

  it("API-66 the document lists for each operation what its contract lists, under the status of the code", () => {
    const statusOf = new Map(registry.map(({ code, status }) => [code, String(status)]));
    const wrong = operationsOf(document).flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, response]) =>
        (response["x-problems"] ?? []).filter((code) => statusOf.get(code) !== status).map((code) => `${operationId} ${status} ${code}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("API-46 each code has one meaning: it is declared once", () => {
    const sources = globSync("core/**/*.ts", { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file), "utf8"));
    const codes = sources.flatMap((text) => [...text.matchAll(/^ {2}code: "([A-Z0-9_]+)",\n {2}status: /gm)].map(([, code]) => code));
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it("API-47 is data in code: the document shows it, sorted, with title and remedy", () => {
    expect(registry).toEqual(problems.map(({ code, status, title, remedy }) => ({ code, status, title, remedy })));
    expect(registry.map(({ code }) => code)).toEqual(registry.map(({ code }) => code).toSorted());
    expect(registry.filter(({ code, title, remedy }) => !/^[A-Z][A-Z0-9_]+$/.test(code) || title === "" || !remedy.endsWith("."))).toEqual(
      [],
    );
  });

  it("API-66 each entry has the status and the remedy of appendix A", () => {
    const ours = registry.map(({ code, status, remedy }) => ({ code, status, remedy }));
    expect(ours).toEqual(ours.map(({ code }) => ({ code, ...settled.get(code) })));
  });

  it("API-43 a status says what it means: what operations refuse is between 400 and 428, what fails on our side above 499", () => {
    const statuses = new Set(problems.map(({ status }: Problem) => status));
    const allowed = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 428, 429, 500, 502, 503, 504];
    expect([...statuses].filter((status) => !allowed.includes(status))).toEqual([]);
  });
});
