import { type App, Stack } from "sst/constructs";

/**
 * An SST stack without the Lambda that SST puts into every one of its stacks for sites and prefetched secrets. We use neither, and some
 * forty functions of no purpose, on another architecture and with a managed policy, would stand in the account.
 */
export function newStack(app: App, id: string): Stack {
  const stack = new Stack(app, id);
  if (!stack.node.tryRemoveChild("CustomResourceHandler")) {
    throw new Error("SST no longer gives its stacks a CustomResourceHandler: stacks/new-stack.ts has nothing to remove.");
  }
  return stack;
}
