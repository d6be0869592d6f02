import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { CURSOR_EXPIRED, CURSOR_INVALID, DomainError } from "../errors.ts";
import { secret } from "../secrets.ts";
import { HOUR_MS, type Instant, toMilliseconds } from "../time.ts";
import type { PagePosition } from "./read.ts";

const VERSION = 1;
const LIFE_MS = 24 * HOUR_MS;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The list a cursor belongs to: the operation with its filters and order. */
export interface ListIdentity {
  readonly operationId: string;
  readonly viewer: string;
  readonly filters: Readonly<Record<string, unknown>>;
}

/**
 * An opaque cursor (API-27): encrypted and authenticated with AES-256-GCM under the list's identity, so that it says nothing, cannot be
 * altered, and does not open for another operation, viewer or filter.
 */
export async function toCursor(position: PagePosition, list: ListIdentity, now: Instant): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", await cursorKey(), nonce).setAAD(identityOf(list));
  const text = JSON.stringify({ v: VERSION, at: toMilliseconds(now), position });
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
}

/** The position a cursor holds; 400 `CURSOR_INVALID` when it is not of this list, 410 `CURSOR_EXPIRED` after 24 hours. */
export async function fromCursor(cursor: string, list: ListIdentity, now: Instant): Promise<PagePosition> {
  const content = unseal(Buffer.from(cursor, "base64url"), await cursorKey(), list);
  if (content === undefined)
    throw new DomainError(CURSOR_INVALID, "Use the nextCursor of this same list, unchanged, with the same filters.");
  if (content.v !== VERSION || toMilliseconds(now) - content.at > LIFE_MS) {
    throw new DomainError(CURSOR_EXPIRED, "The cursor is older than 24 hours: start the list anew.");
  }
  return content.position;
}

interface Content {
  readonly v: number;
  readonly at: number;
  readonly position: PagePosition;
}

function unseal(bytes: Buffer, key: Buffer, list: ListIdentity): Content | undefined {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES)).setAAD(identityOf(list));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
    const content: Content = JSON.parse(text.toString("utf8"));
    return content;
  } catch {
    return undefined;
  }
}

async function cursorKey(): Promise<Buffer> {
  return createHash("sha256")
    .update(await secret("CURSOR_KEY"))
    .digest();
}

function identityOf(list: ListIdentity): Buffer {
  return Buffer.from(JSON.stringify([list.operationId, list.viewer, Object.entries(list.filters).sort()]));
}
