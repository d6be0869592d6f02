import { rm } from "node:fs/promises";
import { App } from "sst/constructs";
import { useDeferredTasks } from "sst/constructs/deferred_task.js";
import { initProject } from "sst/project.js";
import { registerStacks } from "./app.ts";
import { buildInOneGo } from "./bundled-handlers.ts";
import { type ApiDocument, entryPointsOf } from "./document.ts";
import type { HostedStage } from "./stage.ts";

export interface SynthesizedStack {
  readonly name: string;
  readonly template: Template;
}

/** A CloudFormation template, as far as we look into it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

/**
 * What `sst deploy` would send to CloudFormation, made without credentials or network. Functions are bundled only when asked: everything
 * that the templates say of them is known without.
 */
export async function synthesize({
  stage,
  document,
  outdir,
  bundle = false,
}: {
  stage: HostedStage;
  document: ApiDocument;
  outdir: string;
  bundle?: boolean;
}): Promise<SynthesizedStack[]> {
  // SST looks for its bootstrap stack in the account, unless it believes that a test is running.
  process.env.NODE_ENV = "test";
  await rm(outdir, { recursive: true, force: true });
  await initProject({ stage, region: "us-east-1" });
  const app = new App({ mode: "deploy", stage, name: "instainstru", region: "us-east-1", account: "123456789012" }, { outdir });
  registerStacks(app, document);
  if (bundle) await buildInOneGo(entryPointsOf(document));
  else useDeferredTasks().run = async () => true;
  await app.finish();
  return app.synth().stacks.map((stack) => ({ name: stack.stackName, template: templateOf(stack.template) }));
}

/** Guaranteed by CDK, which types the template it has written as anything. */
function templateOf(template: unknown): Template {
  return template as Template;
}
