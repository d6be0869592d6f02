import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { dynamo, tableName } from "../clients/dynamo.ts";
import { assertNever, DomainError, OPERATION_IN_PROGRESS, required } from "../errors.ts";
import { IDEMPOTENCY_KEPT_MS, IDEMPOTENCY_LEASE_MS, type IdempotencyRecord, judgeIdempotency, type RunningRecord } from "../idempotency.ts";
import { newUlid, type UserId } from "../ids.ts";
import { type Instant, plusMilliseconds } from "../time.ts";
import { commit, StaleWrite } from "./commit.ts";
import { absent, all, any, type Condition, compare } from "./condition.ts";
import type { Key } from "./key.ts";
import { idempotencyKey } from "./keys.ts";
import { check, put, update, type Write } from "./write.ts";

/** A record as it lies in the table: what both states have, and the answer once it is done. */
export interface StoredIdempotencyRecord extends Omit<RunningRecord, "state"> {
  readonly state: IdempotencyRecord["state"];
  readonly status?: number;
  readonly body?: unknown;
}

/** The Idempotency-Key of a request, as an operation uses it. */
export interface Idempotency {
  /**
   * Takes the key; send it beside the operation's first read. Throws `Replayed` when the request was answered before, 409
   * `OPERATION_IN_PROGRESS` while it runs elsewhere, 409 `IDEMPOTENCY_KEY_REUSED` for another request.
   */
  claim(): Promise<IdempotencyClaim>;
}

export interface IdempotencyClaim {
  readonly ulid: string;
  /** Whether a run before this one held the key: what it began under the same ids may be there. */
  readonly isResumed: boolean;
  /** For a transaction before the last: it happens only while this run holds the key. */
  hold(): Write;
  /** Completes the key with the answer, in the transaction of the operation. */
  completion(status: number, body: unknown): Write;
  /** Lets a repeat go on at once where this run leaves work behind; its ids stay. */
  abandon(): Promise<void>;
}

/** The request was answered before: the stored answer is sent again. */
export class Replayed extends Error {
  override readonly name = "Replayed";
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super("the request was answered before");
    this.status = status;
    this.body = body;
  }
}

export interface IdempotentRequest {
  readonly userId: UserId;
  readonly operationId: string;
  readonly key: string;
  readonly requestHash: string;
  readonly now: Instant;
}

/** A key that this run holds. */
export class HeldKey implements IdempotencyClaim {
  readonly ulid: string;
  readonly isResumed: boolean;
  readonly #request: IdempotentRequest;
  readonly #owner: string;

  constructor(request: IdempotentRequest, record: RunningRecord, isResumed: boolean) {
    this.#request = request;
    this.isResumed = isResumed;
    this.#owner = record.owner;
    this.ulid = required(record.ids.ulid, "a claim chooses its ULID");
  }

  hold(): Write {
    return check(keyOf(this.#request), this.#isHeld(), { otherwise: inProgress });
  }

  completion(status: number, body: unknown): Write {
    const set = { state: "done", status, body: JSON.stringify(body) } as const;
    return update(keyOf(this.#request), { set }, compare("owner", "=", this.#owner), { otherwise: inProgress });
  }

  /** Stores a final refusal as the answer (IK-3); a run that lost the key meanwhile stores nothing. */
  async complete(status: number, body: unknown): Promise<void> {
    await unlessLost(commit([this.completion(status, body)]));
  }

  /** Ends the lease at once, so that a repeat of a request that failed for the moment, or left work behind, need not wait. */
  async abandon(): Promise<void> {
    const { now } = this.#request;
    await unlessLost(commit([update(keyOf(this.#request), { set: { leaseUntil: now } }, this.#isHeld())]));
  }

  #isHeld(): Condition {
    return all(compare("owner", "=", this.#owner), compare("state", "=", "running"));
  }
}

/** Takes the key for this run, or throws what the record says instead (IK-2). */
export async function claimKey(request: IdempotentRequest): Promise<HeldKey> {
  const { key, requestHash, now } = request;
  const fresh: RunningRecord = {
    state: "running",
    requestHash,
    owner: randomUUID(),
    ids: { ulid: newUlid(now) },
    leaseUntil: plusMilliseconds(now, IDEMPOTENCY_LEASE_MS),
    claimedAt: now,
  };
  const stored = await putUnlessThere(request, fresh);
  const verdict = judgeIdempotency({ key, isKeyRequired: true, requestHash }, stored, now);
  switch (verdict.kind) {
    case "run":
      return new HeldKey(request, fresh, false);
    case "take_over":
      return takeOver(request, verdict.record, fresh);
    case "replay":
      throw new Replayed(verdict.record.status, String(verdict.record.body));
    case "refuse":
      throw verdict.problem === OPERATION_IN_PROGRESS ? inProgress() : new DomainError(verdict.problem, verdict.problem.remedy);
    default:
      return assertNever(verdict);
  }
}

async function putUnlessThere(request: IdempotentRequest, fresh: RunningRecord): Promise<IdempotencyRecord | undefined> {
  const expired = compare("claimedAt", "<=", plusMilliseconds(request.now, -IDEMPOTENCY_KEPT_MS));
  const write = put(keyOf(request), fresh, any(absent, expired), {
    ttl: plusMilliseconds(request.now, IDEMPOTENCY_KEPT_MS),
  });
  if (!write.request.Put) return undefined;
  try {
    await dynamo().send(
      new PutItemCommand({ ...write.request.Put, TableName: tableName(), ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
    return toRecord(error.Item);
  }
}

/** The run before died or hung: its lease is over, its ids live on. */
async function takeOver(request: IdempotentRequest, stored: RunningRecord, fresh: RunningRecord): Promise<HeldKey> {
  const { owner, leaseUntil } = fresh;
  const unmoved = all(compare("owner", "=", stored.owner), compare("state", "=", "running"));
  await commit([update(keyOf(request), { set: { owner, leaseUntil } }, unmoved, { otherwise: inProgress })]);
  return new HeldKey(request, { ...stored, owner, leaseUntil }, true);
}

/** Guaranteed by `putUnlessThere`: nothing else is stored under an idempotency key. */
function toRecord(item: Parameters<typeof unmarshall>[0]): IdempotencyRecord {
  return unmarshall(item) as IdempotencyRecord;
}

function keyOf({ userId, operationId, key }: IdempotentRequest): Key<StoredIdempotencyRecord> {
  return idempotencyKey(userId, operationId, key);
}

function inProgress(): DomainError {
  const headers = { "retry-after": "1" };
  return new DomainError(OPERATION_IN_PROGRESS, "The same request is still running. Repeat it unchanged in a second.", {}, { headers });
}

async function unlessLost(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof StaleWrite) && !(error instanceof DomainError)) throw error;
  }
}
