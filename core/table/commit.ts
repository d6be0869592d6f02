import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamo, tableName } from "../clients/dynamo.ts";
import { assert } from "../errors.ts";
import type { Key } from "./key.ts";
import type { Write } from "./write.ts";

const MOST_WRITES = 100;

/** A condition without a named refusal did not hold, or another transaction held the item: what was read is no longer true. */
export class StaleWrite extends Error {
  override readonly name = "StaleWrite";
  readonly key: Key<unknown> | undefined;

  constructor(key: Key<unknown> | undefined, cause: unknown) {
    super(key ? `lost a race for ${key.type}` : "lost a race", { cause });
    this.key = key;
  }
}

/**
 * Sends the writes as one transaction: all happen or none. Throws the named refusal of the first write whose condition failed, or
 * `StaleWrite`; it never resolves with a lost write. The SDK repeats an answerless call with the same request token, so a repeat is harmless.
 */
export async function commit(writes: readonly Write[]): Promise<void> {
  const [first] = writes;
  if (!first) return;
  assert(writes.length <= MOST_WRITES, `a transaction holds at most ${MOST_WRITES} writes, got ${writes.length}`);
  if (writes.length === 1) return commitOne(first);
  const table = tableName();
  try {
    await dynamo().send(new TransactWriteItemsCommand({ TransactItems: writes.map((write) => addressed(write.request, table)) }));
  } catch (error) {
    throw refusal(error, writes);
  }
}

async function commitOne(write: Write): Promise<void> {
  const { Put, Update, Delete } = addressed(write.request, tableName());
  try {
    if (Put) await dynamo().send(new PutItemCommand(Put));
    else if (Update) await dynamo().send(new UpdateItemCommand(Update));
    else if (Delete) await dynamo().send(new DeleteItemCommand(Delete));
    else assert(false, "a check alone changes nothing");
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw write.otherwise?.() ?? new StaleWrite(write.key, error);
    if (isTransactionConflict(error)) throw new StaleWrite(write.key, error);
    throw error;
  }
}

function refusal(error: unknown, writes: readonly Write[]): unknown {
  if (!(error instanceof TransactionCanceledException)) return isTransactionConflict(error) ? new StaleWrite(undefined, error) : error;
  const reasons = error.CancellationReasons ?? [];
  const failed = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
  const lost = writes[failed];
  if (lost) return lost.otherwise?.() ?? new StaleWrite(lost.key, error);
  const passing = new Set(["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", undefined]);
  return reasons.every((reason) => passing.has(reason.Code)) ? new StaleWrite(undefined, error) : error;
}

function isTransactionConflict(error: unknown): boolean {
  return error instanceof Error && error.name === "TransactionConflictException";
}

function addressed(request: TransactWriteItem, table: string): TransactWriteItem {
  const { Put, Update, Delete, ConditionCheck } = request;
  if (Put) return { Put: { ...Put, TableName: table } };
  if (Update) return { Update: { ...Update, TableName: table } };
  if (Delete) return { Delete: { ...Delete, TableName: table } };
  assert(ConditionCheck, "a write has an action");
  return { ConditionCheck: { ...ConditionCheck, TableName: table } };
}
