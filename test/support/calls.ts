import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";

/** Every call to a service that was made while `run` ran, beside what it gave. */
export async function callsOf<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly calls: readonly ServiceCall[] }> {
  const calls: ServiceCall[] = [];
  const stop = observeCalls({ before: (call) => calls.push(call) });
  try {
    return { result: await run(), calls };
  } finally {
    stop();
  }
}

/** The transactions among the calls, each as its sorted items: what is done, the kind of partition and the kind of item. */
export function transactionsIn(calls: readonly ServiceCall[]): string[][] {
  return calls.filter((call) => call.action === "TransactWriteItems").map((call) => transactItems(call).map(nameOf).sort());
}

/** What the calls wrote one by one, named in the same way. */
export function singleWritesIn(calls: readonly ServiceCall[]): string[] {
  return calls.flatMap(({ action, input }) => {
    // The inputs of the three actions are what a transaction calls by the same names.
    if (action === "PutItem") return [nameOf({ Put: input as Required<TransactWriteItem>["Put"] })];
    if (action === "UpdateItem") return [nameOf({ Update: input as Required<TransactWriteItem>["Update"] })];
    return action === "DeleteItem" ? [nameOf({ Delete: input as Required<TransactWriteItem>["Delete"] })] : [];
  });
}

/** The input of `TransactWriteItems`, which names its items so. */
function transactItems({ input }: ServiceCall): readonly TransactWriteItem[] {
  const { TransactItems } = input as { readonly TransactItems: readonly TransactWriteItem[] };
  return TransactItems;
}

function nameOf({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): string {
  const verb = Put ? "put" : Update ? "update" : Delete ? "delete" : "check";
  const { pk, sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key ?? {};
  const [partition] = (pk?.S ?? "").split("#");
  const [kind = ""] = (sk?.S ?? "").split("#");
  return /^[A-Z]+$/.test(kind) && kind !== partition ? `${verb} ${partition} ${kind}` : `${verb} ${partition}`;
}
