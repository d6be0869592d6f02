import { dynamo } from "../../core/clients/dynamo.ts";
import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";

/** What calls to the table read and wrote, in items and in capacity units. */
export interface Consumed {
  calls: number;
  itemsRead: number;
  itemsWritten: number;
  itemsChecked: number;
  readUnits: number;
  writeUnits: number;
}

let counting: Consumed | undefined;
let isObserving = false;

/** Runs something and tells what its calls consumed. The engine reports it on request only, so it is asked for while this runs. */
export async function consumedBy(run: () => Promise<unknown>): Promise<Consumed> {
  if (!isObserving) observe();
  const consumed = { calls: 0, itemsRead: 0, itemsWritten: 0, itemsChecked: 0, readUnits: 0, writeUnits: 0 };
  counting = consumed;
  try {
    await run();
  } finally {
    counting = undefined;
  }
  return consumed;
}

function observe(): void {
  isObserving = true;
  observeCalls({ after: (call, output) => counting && call.service === "dynamodb" && count(counting, call, output) });
  dynamo().middlewareStack.add(
    (next) => (args) => next(counting ? { ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } } : args),
    { step: "initialize", name: "askForCapacity" },
  );
}

type Units = { readonly CapacityUnits?: number };

/** What of inputs and outputs is counted, as the commands of the table's client type them. */
interface Answer {
  readonly output?: {
    readonly ConsumedCapacity?: Units | readonly Units[];
    readonly Item?: object;
    readonly Count?: number;
    readonly Responses?: Readonly<Record<string, readonly object[]>>;
  };
}

interface Question {
  readonly TransactItems?: readonly { readonly ConditionCheck?: object }[];
}

const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"]);

/** A call that was refused has no output and counts as a call only. */
function count(consumed: Consumed, { action, input }: ServiceCall, answer: unknown): void {
  consumed.calls += 1;
  const { output } = (answer ?? {}) as Answer;
  if (!output) return;
  const { ConsumedCapacity: capacity = [], Item, Count = 0, Responses = {} } = output;
  const units = [capacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  if (!WRITES.has(action)) {
    consumed.readUnits += units;
    consumed.itemsRead += (Item ? 1 : 0) + Count + Object.values(Responses).flat().length;
    return;
  }
  const { TransactItems: items } = input as Question;
  const checked = items?.filter((item) => item.ConditionCheck).length ?? 0;
  consumed.writeUnits += units;
  consumed.itemsChecked += checked;
  consumed.itemsWritten += (items?.length ?? 1) - checked;
}
