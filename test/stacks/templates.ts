import { existsSync } from "node:fs";
import { type ApiDocument, parseDocument, readDocument } from "../../stacks/document.ts";
import type { HostedStage } from "../../stacks/stage.ts";
import { type Resource, type SynthesizedStack, synthesize } from "../../stacks/synthesize.ts";
import { fixtureDocument } from "./fixture-document.ts";

/** The templates of a document, and the ways tests look at them. */
export interface Templates {
  readonly document: ApiDocument;
  readonly stacks: readonly SynthesizedStack[];
  /** All resources of a type, whatever their stack. */
  ofType(type: string): PlacedResource[];
}

export interface PlacedResource extends Resource {
  readonly id: string;
  readonly stack: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The committed document, or a fixture in a tree that has none. */
export function theDocument(): ApiDocument {
  return existsSync("openapi.yaml") ? readDocument("openapi.yaml") : parseDocument(fixtureDocument(60));
}

export async function templatesOf(document: ApiDocument, name: string, stage: HostedStage = "prod"): Promise<Templates> {
  const stacks = await synthesize({ stage, document, outdir: `.sst/test-${name}` });
  const all = stacks.flatMap(({ name: stack, template }) =>
    Object.entries(template.Resources).map(([id, resource]) => ({ ...resource, id, stack, properties: resource.Properties ?? {} })),
  );
  return { document, stacks, ofType: (type) => all.filter((resource) => resource.Type === type) };
}

/** A value deep in a template; `undefined` where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((node, step) => (typeof node === "object" && node !== null ? Reflect.get(node, step) : undefined), value);
}

/** The statements of every policy of a type of resource that allows something. */
export function statementsOf({ properties }: PlacedResource): Statement[] {
  const statements = at(properties, "PolicyDocument", "Statement");
  return Array.isArray(statements)
    ? statements.map((statement) => ({
        actions: [at(statement, "Action")].flat().map(String),
        resources: [at(statement, "Resource")].flat().map((resource) => JSON.stringify(resource)),
        condition: at(statement, "Condition"),
      }))
    : [];
}

export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}
