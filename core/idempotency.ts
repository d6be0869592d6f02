import { createHash } from "node:crypto";
import {
  IDEMPOTENCY_KEY_INVALID,
  IDEMPOTENCY_KEY_REQUIRED,
  IDEMPOTENCY_KEY_REUSED,
  OPERATION_IN_PROGRESS,
  type Problem,
} from "./errors.ts";
import { DAY_MS, type Instant, millisecondsBetween } from "./time.ts";

/** What is kept for 24 hours under user, operation and key (IK-2). */
export type IdempotencyRecord = RunningRecord | DoneRecord;

interface Claim {
  readonly requestHash: string;
  readonly claimedAt: Instant;
  /** Ids that the operation chose before it began, so that whoever takes it over makes the same things. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface RunningRecord extends Claim {
  readonly state: "running";
  readonly owner: string;
  readonly leaseUntil: Instant;
}

export interface DoneRecord extends Claim {
  readonly state: "done";
  readonly status: number;
  readonly body: unknown;
}

export interface KeyedRequest {
  readonly key: string | undefined;
  readonly isKeyRequired: boolean;
  readonly requestHash: string;
}

export type IdempotencyVerdict =
  | { readonly kind: "run" }
  | { readonly kind: "take_over"; readonly record: RunningRecord }
  | { readonly kind: "replay"; readonly record: DoneRecord }
  | { readonly kind: "refuse"; readonly problem: Problem; readonly retryAfterSeconds?: number };

export const IDEMPOTENCY_KEPT_MS = DAY_MS;
export const IDEMPOTENCY_LEASE_MS = 30_000;

/** Decides on a request from the record under its key (IK-1, IK-2). */
export function judgeIdempotency(request: KeyedRequest, record: IdempotencyRecord | undefined, now: Instant): IdempotencyVerdict {
  if (request.key === undefined) return request.isKeyRequired ? { kind: "refuse", problem: IDEMPOTENCY_KEY_REQUIRED } : { kind: "run" };
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(request.key)) return { kind: "refuse", problem: IDEMPOTENCY_KEY_INVALID };
  if (record === undefined || !counts(record, now)) return { kind: "run" };
  if (record.requestHash !== request.requestHash) return { kind: "refuse", problem: IDEMPOTENCY_KEY_REUSED };
  if (record.state === "done") return { kind: "replay", record };
  if (now < record.leaseUntil) return { kind: "refuse", problem: OPERATION_IN_PROGRESS, retryAfterSeconds: 1 };
  return { kind: "take_over", record };
}

/** Whether an answer is final and may be replayed (IK-3). After any other, repeating resumes the work. */
export function isReplayable(status: number, code?: string): boolean {
  if (status >= 500 || status === 401 || status === 403 || status === 429) return false;
  return code !== OPERATION_IN_PROGRESS.code;
}

/** The same for every way to write the same request: members in order of their names (IK-2). */
export function hashOfRequest(path: string, body: unknown): string {
  return createHash("sha256")
    .update(`${path}\n${canonicalJson(body)}`)
    .digest("hex");
}

function counts(record: IdempotencyRecord, now: Instant): boolean {
  const isFresh = millisecondsBetween(record.claimedAt, now) < IDEMPOTENCY_KEPT_MS;
  return isFresh && (record.state === "running" || isReplayable(record.status));
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
}
