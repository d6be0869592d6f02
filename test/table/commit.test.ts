import { describe, expect, it } from "vitest";
import { DomainError, NOT_FOUND } from "../../core/errors.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { commit, StaleWrite } from "../../core/table/commit.ts";
import { absent, all, any, compare, missing, present, unchanged } from "../../core/table/condition.ts";
import { bookingLedgerKey, lifecycleEventKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { MOST_ATTEMPTS, untilCommitted } from "../../core/table/retry.ts";
import { check, put, remove, update } from "../../core/table/write.ts";
import { useTable } from "../support/table.ts";

const table = useTable();

const now = "2026-03-08T07:30:00.000Z";
const someone = (): UserId => newId("usr", now);
const ledger = (userId: UserId, version: number) => ({ userId, version, pendingCount: 0 });

describe("commit", () => {
  it("writes all items or none", async () => {
    const [one, other] = [someone(), someone()];
    const writes = [put(bookingLedgerKey(one), ledger(one, 1), absent), check(bookingLedgerKey(other), present)];
    await expect(commit(writes)).rejects.toThrow(StaleWrite);
    expect(await table.items()).toEqual([]);
  });

  it("throws the named refusal of the first write whose condition failed, and names the lost item where there is none", async () => {
    const userId = someone();
    const key = bookingLedgerKey(userId);
    await commit([put(key, ledger(userId, 1), absent)]);
    const refused = put(key, ledger(userId, 2), absent, { otherwise: () => new DomainError(NOT_FOUND, "named") });
    await expect(commit([refused])).rejects.toThrow("named");
    await expect(commit([refused, put(lifecycleEventKey(userId, "registered"), { stage: "registered", at: now }, absent)])).rejects.toThrow(
      "named",
    );
    await expect(commit([put(key, ledger(userId, 2), absent)])).rejects.toMatchObject({ key: { type: "booking-ledger" } });
    expect(await read(key)).toEqual(ledger(userId, 1));
  });

  it("lets exactly one of many writers of one revision through", async () => {
    const userId = someone();
    const key = bookingLedgerKey(userId);
    await commit([put(key, ledger(userId, 1), absent)]);
    const racers = Array.from({ length: 24 }, () => commit([update(key, { set: { version: 2 } }, unchanged({ version: 1 }))]));
    const outcomes = await Promise.allSettled(racers);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.name] : []))).toEqual(
      Array(23).fill("StaleWrite"),
    );
  });

  it("sets, removes and adds, and understands every condition", async () => {
    const userId = someone();
    const key = bookingLedgerKey(userId);
    await commit([update(key, { set: { userId }, add: { version: 1, pendingCount: 1 } }, any(absent, present))]);
    await commit([update(key, { add: { pendingCount: 1 } }, all(compare("pendingCount", "<", 5), present))]);
    expect(await read(key)).toEqual({ userId, version: 1, pendingCount: 2 });
    await commit([
      update<{ pendingCount?: number }>(key, { set: { pendingCount: undefined } }, unchanged({ version: 1, noSuchThing: undefined })),
    ]);
    expect(await read(key)).toEqual({ userId, version: 1 });
    await commit([remove(key, missing("pendingCount"))]);
    expect(await read(key)).toBeUndefined();
  });

  it("has no more than a hundred writes, and never a check alone", async () => {
    const many = Array.from({ length: 101 }, () => check(bookingLedgerKey(someone()), absent));
    await expect(commit(many)).rejects.toThrow("at most 100 writes");
    await expect(commit([check(bookingLedgerKey(someone()), absent)])).rejects.toThrow("a check alone changes nothing");
  });
});

describe("AV-61 untilCommitted", () => {
  it("reads and decides anew after a lost race, five times at most, and then says what the caller named", async () => {
    let attempts = 0;
    const losing = async () => {
      attempts += 1;
      throw new StaleWrite(undefined, undefined);
    };
    await expect(untilCommitted(losing, () => new Error("exhausted"))).rejects.toThrow("exhausted");
    expect(attempts).toBe(MOST_ATTEMPTS);
  });

  it("passes every other failure on at once", async () => {
    let attempts = 0;
    const failing = async () => {
      attempts += 1;
      throw new Error("broken");
    };
    await expect(untilCommitted(failing, () => new Error("exhausted"))).rejects.toThrow("broken");
    expect(attempts).toBe(1);
  });
});
