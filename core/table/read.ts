import { type AttributeValue, BatchGetItemCommand, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { convertToNative } from "@aws-sdk/util-dynamodb";
import { dynamo, tableName } from "../clients/dynamo.ts";
import { assert } from "../errors.ts";
import { INDEXES, type IndexName } from "./definition.ts";
import type { Key } from "./key.ts";

const MOST_KEYS = 100;
const MOST_ROUNDS = 5;
const PAGE_ITEMS = 1_000;
const MOST_PAGES = 50;

/** The item under the key as it is now (strongly consistent), or `undefined`. */
export async function read<T>(key: Key<T>): Promise<T | undefined> {
  const answer = await dynamo().send(new GetItemCommand({ TableName: tableName(), Key: keyAttributes(key), ConsistentRead: true }));
  return answer.Item && toItem<T>(answer.Item);
}

type Holds<K> = K extends Key<infer T> ? T | undefined : never;

/** The items under up to 100 keys in the order of the keys, strongly consistent, in one round trip unless the answer is over 16 MB. */
export async function readAll<const Keys extends readonly Key<unknown>[]>(keys: Keys): Promise<{ [I in keyof Keys]: Holds<Keys[I]> }> {
  return inOrder(keys, await readBatch(keys));
}

/** What there is under any number of keys, strongly consistent, a hundred of them in each round trip. */
export async function readMany<T>(keys: readonly Key<T>[]): Promise<readonly T[]> {
  const items: T[] = [];
  for (let start = 0; start < keys.length; start += MOST_KEYS) {
    const batch = keys.slice(start, start + MOST_KEYS);
    const found = await readBatch(batch);
    items.push(...batch.map((key) => heldUnder(key, found)).filter((item) => item !== undefined));
  }
  return items;
}

async function readBatch(keys: readonly Key<unknown>[]): Promise<ReadonlyMap<string, unknown>> {
  assert(keys.length <= MOST_KEYS, `a batch reads at most ${MOST_KEYS} keys, got ${keys.length}`);
  const found = new Map<string, unknown>();
  const table = tableName();
  const distinct = new Map(keys.map((key) => [address(key), keyAttributes(key)]));
  let pending: Record<string, AttributeValue>[] = [...distinct.values()];
  for (let round = 0; pending.length > 0; round++) {
    assert(round < MOST_ROUNDS, "a batch read ends within five rounds");
    const answer = await dynamo().send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: pending, ConsistentRead: true } } }));
    for (const attributes of answer.Responses?.[table] ?? []) {
      found.set(address({ pk: attributes.pk?.S ?? "", sk: attributes.sk?.S ?? "" }), toItem(attributes));
    }
    pending = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}

export interface RangeQuery<T> {
  readonly pk: string;
  /** Sort keys from `from` to `to`, both included; without them the whole partition. */
  readonly from?: string;
  readonly to?: string;
  readonly index?: IndexName;
  readonly limit: number;
  readonly descending?: boolean;
  /** Where the last page ended. */
  readonly after?: PagePosition;
  /** Eventually consistent reads cost half; indexes allow nothing else. Default: strong. */
  readonly eventual?: boolean;
  readonly holds?: T;
}

export type PagePosition = Readonly<Record<string, string>>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: PagePosition | undefined;
}

/** A range of one partition in sort-key order, `limit` items at most. */
export async function readRange<T>(query: RangeQuery<T>): Promise<Page<T>> {
  // The table refuses a range that ends before it begins, as filters of two people together may ask for.
  if (query.from !== undefined && query.to !== undefined && query.from > query.to) return { items: [], next: undefined };
  const prefix = query.index ?? "";
  const bounds = query.from !== undefined && query.to !== undefined ? " AND #sk BETWEEN :from AND :to" : "";
  const answer = await dynamo().send(
    new QueryCommand({
      TableName: tableName(),
      ...(query.index === undefined ? {} : { IndexName: query.index }),
      KeyConditionExpression: `#pk = :pk${bounds}`,
      ExpressionAttributeNames: { "#pk": `${prefix}pk`, ...(bounds ? { "#sk": `${prefix}sk` } : {}) },
      ExpressionAttributeValues: {
        ":pk": { S: query.pk },
        ...(bounds ? { ":from": { S: String(query.from) }, ":to": { S: String(query.to) } } : {}),
      },
      Limit: query.limit,
      ScanIndexForward: !query.descending,
      ConsistentRead: query.index === undefined && !query.eventual,
      ...(query.after === undefined ? {} : { ExclusiveStartKey: fromPosition(query.after) }),
    }),
  );
  return {
    items: (answer.Items ?? []).map((attributes) => toItem<T>(attributes)),
    next: answer.LastEvaluatedKey && toPosition(answer.LastEvaluatedKey),
  };
}

/** A whole range in sort-key order, for lists that their owner's own doing keeps short. */
export async function readEvery<T>(query: Omit<RangeQuery<T>, "limit" | "after">): Promise<readonly T[]> {
  const items: T[] = [];
  let after: PagePosition | undefined;
  for (let pages = 0; pages === 0 || after !== undefined; pages++) {
    assert(pages < MOST_PAGES, `a range of ${query.pk} ends within ${MOST_PAGES} pages`);
    const page = await readRange<T>({ ...query, limit: PAGE_ITEMS, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

/** The sort keys that begin with the prefix, as bounds of a range. */
export function startingWith(prefix: string): { from: string; to: string } {
  return { from: prefix, to: `${prefix}\uffff` };
}

/** Where an item lies and until when is no part of the entity in it, and must not travel with it into another write. */
const STORED_WITH: ReadonlySet<string> = new Set(["pk", "sk", "type", "ttl", ...INDEXES.flatMap((name) => [`${name}pk`, `${name}sk`])]);

/**
 * Guaranteed by `write.ts`: under a `Key<T>` nothing but a `T` is ever put. Lists read dozens of items of dozens of attributes, so each
 * attribute is looked at once and none is copied on the way.
 */
function toItem<T>(attributes: Record<string, AttributeValue>): T {
  const entity: Record<string, unknown> = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined && !STORED_WITH.has(name)) entity[name] = convertToNative(value);
  }
  return entity as T;
}

/** Guaranteed by `found`, which holds each item under the address of its own key. */
function inOrder<const Keys extends readonly Key<unknown>[]>(keys: Keys, found: ReadonlyMap<string, unknown>) {
  return keys.map((key) => heldUnder(key, found)) as { [I in keyof Keys]: Holds<Keys[I]> };
}

/** Guaranteed as above. */
function heldUnder<T>(key: Key<T>, found: ReadonlyMap<string, unknown>): T | undefined {
  return found.get(address(key)) as T | undefined;
}

function address(key: { readonly pk: string; readonly sk: string }): string {
  return `${key.pk}\n${key.sk}`;
}

function keyAttributes(key: Key<unknown>): Record<string, AttributeValue> {
  return { pk: { S: key.pk }, sk: { S: key.sk } };
}

function toPosition(key: Record<string, AttributeValue>): PagePosition {
  return Object.fromEntries(Object.entries(key).map(([name, value]) => [name, value.S ?? ""]));
}

function fromPosition(position: PagePosition): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(position).map(([name, value]) => [name, { S: value }]));
}
