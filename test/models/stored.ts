import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";
import type { ItemKey, StoredItem, TestTable } from "../support/table.ts";

/** What the table holds of people, calendars, bookings and events, kept up to date by reading again what was written. */
export interface Stored {
  /** Reads what was written since the last time; answers the items that are or were there. */
  catchUp(): Promise<ReadonlySet<string>>;
  all(): readonly StoredItem[];
  stop(): void;
}

/** Reading the whole table after every step of a long life would take longer than the life. */
export function followWrites(table: TestTable): Stored {
  const items = new Map<string, StoredItem>();
  const written = new Map<string, ItemKey>();
  const stop = observeCalls({
    after(call) {
      for (const key of keysWritten(call)) if (FOLLOWED.test(key.pk)) written.set(nameOf(key), key);
    },
  });
  return {
    catchUp: async () => {
      const keys = [...written.values()];
      written.clear();
      const found = new Map((await table.at(keys)).map((item) => [nameOf(keyOf(item)), item]));
      const names = keys.map(nameOf);
      for (const name of names) {
        const item = found.get(name);
        if (item) items.set(name, item);
        else items.delete(name);
      }
      return new Set(names);
    },
    all: () => [...items.values()],
    stop,
  };
}

/** Whether an item of the table is one of those that are followed. */
export function isFollowed(item: StoredItem): boolean {
  return FOLLOWED.test(keyOf(item).pk);
}

export function nameOf({ pk, sk }: ItemKey): string {
  return `${pk} ${sk}`;
}

export function keyOf({ pk, sk }: StoredItem): ItemKey {
  return { pk: String(pk), sk: String(sk) };
}

const FOLLOWED = /^(USER|INSTRUCTOR|BOOKING|EVENT)#/;

function keysWritten({ action, input }: ServiceCall): ItemKey[] {
  return writesOf(action, input).flatMap(({ Put, Update, Delete }) => {
    const { pk, sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? {};
    return pk?.S === undefined || sk?.S === undefined ? [] : [{ pk: pk.S, sk: sk.S }];
  });
}

/** The inputs of the three single writes are what a transaction calls by the same names. */
function writesOf(action: string, input: unknown): readonly TransactWriteItem[] {
  switch (action) {
    case "TransactWriteItems":
      return (input as { readonly TransactItems: readonly TransactWriteItem[] }).TransactItems;
    case "PutItem":
      return [{ Put: input as Required<TransactWriteItem>["Put"] }];
    case "UpdateItem":
      return [{ Update: input as Required<TransactWriteItem>["Update"] }];
    case "DeleteItem":
      return [{ Delete: input as Required<TransactWriteItem>["Delete"] }];
    default:
      return [];
  }
}
