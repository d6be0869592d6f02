import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";
import { underGrants } from "./grants.ts";

/** A function as the document declares it. */
export interface FunctionDeclaration {
  readonly name: string;
  /** Relative to the project's folder; exports `handler`. */
  readonly file: string;
  readonly grants: readonly string[];
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

export type Invoke = (event: unknown) => Promise<unknown>;

export type Handler = (event: unknown, context: Context) => unknown;

/** A function ran longer than its contract allows. AWS stops it there; here it can only be answered without. */
export class FunctionTimeout extends Error {
  override readonly name = "FunctionTimeout";
}

/** Called after each run of a function that may have changed the table. */
export type Written = () => void;

/**
 * A Lambda on this machine: its file is loaded at the first event and kept, every event runs under the contract's grants and within
 * its time.
 */
export function lambda(declaration: FunctionDeclaration, root: string, written: Written = () => {}): Invoke {
  let loaded: Promise<Handler> | undefined;
  const mayWrite = declaration.grants.includes("table.write");
  return async (event) => {
    loaded ??= loadHandler(resolve(root, declaration.file));
    const handler = await loaded;
    try {
      return await within(declaration, (context) => underGrants(declaration.grants, () => handler(event, context)));
    } finally {
      if (mayWrite) written();
    }
  };
}

async function loadHandler(file: string): Promise<Handler> {
  const loaded: { readonly handler?: unknown } = await import(pathToFileURL(file).href);
  const { handler } = loaded;
  if (!isHandler(handler)) throw new Error(`${file} exports no handler.`);
  return handler;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}

async function within(declaration: FunctionDeclaration, run: (context: Context) => unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const stop = () => reject(new FunctionTimeout(`${declaration.name} took longer than ${declaration.timeoutMs} ms.`));
    timer = setTimeout(stop, declaration.timeoutMs);
  });
  try {
    return await Promise.race([run(lambdaContext(declaration)), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The second argument of a handler, with the members that Lambda gives to an asynchronous one. */
export function lambdaContext(declaration: FunctionDeclaration): Context {
  const endsAt = performance.now() + declaration.timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: declaration.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${declaration.name}`,
    memoryLimitInMB: String(declaration.memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/instainstru/local/${declaration.name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
