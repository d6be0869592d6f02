import fc from "fast-check";
import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";
import { assert } from "../../core/errors.ts";
import type { DomainEvent } from "../../core/events.ts";
import { connectionLost } from "./faults.ts";
import { type ConsumerModule, deliver } from "./sqs-event.ts";
import type { StoredItem, TestTable } from "./table.ts";

const MOST_COMMITS = 40;
const MOST_RECEIVES = 5;

/**
 * Lets the run die around each of its commits: right before the first, right after it, when nobody learns that it was made, before the second of
 * what is left, and so on, until a run comes to its end. Who died writes nothing more.
 */
export async function dyingAtEachCommit(run: () => Promise<unknown>, isCommit: (call: ServiceCall) => boolean = isWrite): Promise<void> {
  for (let commit = 1; ; commit++) {
    assert(commit <= MOST_COMMITS, "a run that is begun again comes to an end");
    await dying(run, { at: commit, when: "before" }, isCommit);
    if (!(await dying(run, { at: commit, when: "after" }, isCommit))) return;
  }
}

/**
 * Delivers each event one to five times, all in random order and in batches of one to three; what is refused comes again, as a queue does it.
 * Answers what was never accepted.
 */
export async function deliverInAnyOrder(module: ConsumerModule, events: readonly DomainEvent[]): Promise<readonly string[]> {
  let [left = []] = fc.sample(inAnyOrder(events), 1);
  for (let receives = 1; left.length > 0 && receives <= MOST_RECEIVES; receives++) {
    const refused = new Set<string>();
    for (let start = 0, size = 1; start < left.length; start += size, size = (size % 3) + 1) {
      for (const id of await deliver(module, left.slice(start, start + size), receives)) refused.add(id);
    }
    left = events.filter(({ id }) => refused.has(id));
  }
  return left.map(({ id }) => id);
}

/** Each one to five times, shuffled. */
export function inAnyOrder<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  const times = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: items.length, maxLength: items.length });
  return times.chain((counts) => {
    const all = items.flatMap((item, index) => Array.from({ length: counts[index] ?? 1 }, () => item));
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
}

/**
 * Everything stored, as it would be in another run of the same story: without the ids' random parts, secrets of sessions and places in shards,
 * and without the times at which it came to be, where a run that died had to wait. Two stories ended alike when the lists are equal.
 */
export async function endOf(table: TestTable, times: "kept" | "dropped" = "kept"): Promise<readonly string[]> {
  const items = await table.items();
  const texts = items.filter(({ type }) => !UNREPEATABLE.has(String(type))).map(withoutRandomParts);
  return texts.map((text) => (times === "kept" ? text : withoutTimes(text))).toSorted();
}

const UNREPEATABLE: ReadonlySet<string> = new Set(["session", "session-owner", "idempotency-record"]);

function withoutRandomParts(item: StoredItem): string {
  return JSON.stringify(item, inOneForm)
    .replaceAll(/([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}/gi, "$1_")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "uuid")
    .replaceAll(/"((?:DUE#[a-z-]+|OUTBOX|CALENDARS)#)\d"/g, '"$1"');
}

/** The engine answers the members of a map in any order. */
function inOneForm(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function withoutTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then").replaceAll(/"ttl":\d+/g, '"ttl":0');
}

function isWrite({ action }: ServiceCall): boolean {
  return ["TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem"].includes(action);
}

interface Death {
  /** The first commit is 1. */
  readonly at: number;
  readonly when: "before" | "after";
}

/** Answers whether the run came as far as its death. */
async function dying(run: () => Promise<unknown>, { at, when }: Death, isCommit: (call: ServiceCall) => boolean): Promise<boolean> {
  let commits = 0;
  let isDead = false;
  const dieAt = (moment: Death["when"]) => {
    if (moment === when) commits += 1;
    isDead ||= moment === when && commits === at;
    if (isDead) throw connectionLost();
  };
  const stop = observeCalls({
    before: (call) => isCommit(call) && dieAt("before"),
    // A refused commit has changed nothing: to die after it is to die before the next.
    after: (call, output) => isCommit(call) && output !== undefined && dieAt("after"),
  });
  try {
    await run();
  } catch {
    // Whoever started it sees only that it is gone.
  } finally {
    stop();
  }
  return isDead;
}
