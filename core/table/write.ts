import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { epochSeconds, type Instant } from "../time.ts";
import type { Condition } from "./condition.ts";
import type { IndexName } from "./definition.ts";
import { conditionExpression, Placeholders, toAttributes } from "./expression.ts";
import type { IndexKey, Key } from "./key.ts";

/** One change of one item, with its condition, not yet sent. `commit` sends several as one transaction. */
export interface Write {
  readonly request: TransactWriteItem;
  readonly key: Key<unknown>;
  /** The named refusal when the condition does not hold; without one it is a lost race (`StaleWrite`), and the operation reads again. */
  readonly otherwise: (() => Error) | undefined;
}

export interface WriteOptions {
  readonly otherwise?: () => Error;
  /** When the table may forget the item. */
  readonly ttl?: Instant;
  /** Places in the secondary indexes; on an update `null` takes the item out of that index. */
  readonly index?: Partial<Record<IndexName, IndexKey | null>>;
}

export function put<T extends object>(key: Key<T>, item: T, condition: Condition, options: WriteOptions = {}): Write {
  const placeholders = new Placeholders();
  const ConditionExpression = conditionExpression(condition, placeholders);
  const Item = toAttributes({ ...item, pk: key.pk, sk: key.sk, type: key.type, ...placement(options) });
  return { key, otherwise: options.otherwise, request: { Put: { TableName: "", Item, ConditionExpression, ...placeholders.members() } } };
}

export interface Changes<T> {
  /** An attribute set to `undefined` is removed. */
  readonly set?: { readonly [K in keyof T]?: T[K] | undefined };
  readonly add?: Partial<Record<keyof T & string, number>>;
}

export function update<T extends object>(key: Key<T>, changes: Changes<T>, condition: Condition, options: WriteOptions = {}): Write {
  const placeholders = new Placeholders();
  const assigned: Record<string, unknown> = { ...changes.set, ...placement(options), type: key.type };
  for (const [name, place] of Object.entries(options.index ?? {})) {
    if (place === null) Object.assign(assigned, { [`${name}pk`]: undefined, [`${name}sk`]: undefined });
  }
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [attribute, value] of Object.entries(assigned)) {
    if (value === undefined) removes.push(placeholders.name(attribute));
    else sets.push(`${placeholders.name(attribute)} = ${placeholders.value(value)}`);
  }
  const adds = Object.entries(changes.add ?? {}).map(
    ([attribute, amount]) => `${placeholders.name(attribute)} ${placeholders.value(amount)}`,
  );
  const UpdateExpression = [clause("SET", sets), clause("REMOVE", removes), clause("ADD", adds)].filter(Boolean).join(" ");
  const ConditionExpression = conditionExpression(condition, placeholders);
  const Key = keyAttributes(key);
  return {
    key,
    otherwise: options.otherwise,
    request: { Update: { TableName: "", Key, UpdateExpression, ConditionExpression, ...placeholders.members() } },
  };
}

export function remove<T>(key: Key<T>, condition: Condition, options: WriteOptions = {}): Write {
  const placeholders = new Placeholders();
  const ConditionExpression = conditionExpression(condition, placeholders);
  return {
    key,
    otherwise: options.otherwise,
    request: { Delete: { TableName: "", Key: keyAttributes(key), ConditionExpression, ...placeholders.members() } },
  };
}

/** Changes nothing, but the transaction happens only if the condition holds. */
export function check<T>(key: Key<T>, condition: Condition, options: WriteOptions = {}): Write {
  const placeholders = new Placeholders();
  const ConditionExpression = conditionExpression(condition, placeholders);
  return {
    key,
    otherwise: options.otherwise,
    request: { ConditionCheck: { TableName: "", Key: keyAttributes(key), ConditionExpression, ...placeholders.members() } },
  };
}

function placement(options: WriteOptions): Record<string, unknown> {
  const placed: Record<string, unknown> = {};
  if (options.ttl !== undefined) placed.ttl = epochSeconds(options.ttl);
  for (const [name, place] of Object.entries(options.index ?? {})) {
    if (place) Object.assign(placed, { [`${name}pk`]: place.pk, [`${name}sk`]: place.sk });
  }
  return placed;
}

function keyAttributes(key: Key<unknown>) {
  return { pk: { S: key.pk }, sk: { S: key.sk } };
}

function clause(word: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `${word} ${parts.join(", ")}`;
}
