import { describe, expect, it } from "vitest";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { absent } from "../../core/table/condition.ts";
import { claimKey, type IdempotentRequest, Replayed } from "../../core/table/idempotency.ts";
import { bookingLedgerKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { put } from "../../core/table/write.ts";
import { plusHours, plusMilliseconds } from "../../core/time.ts";
import { useTable } from "../support/table.ts";

useTable();

const now = "2026-03-08T07:30:00.000Z";
const request = (more: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
  userId: newId("usr", now),
  operationId: "createBooking",
  key: "a-key",
  requestHash: "hash",
  now,
  ...more,
});

describe("IK-2 a claimed key", () => {
  it("replays the stored answer to the same request, and refuses another", async () => {
    const first = request();
    const held = await claimKey(first);
    await commit([held.completion(201, { id: 1 })]);
    await expect(claimKey(first)).rejects.toThrow(Replayed);
    await expect(claimKey(first)).rejects.toMatchObject({ status: 201, body: '{"id":1}' });
    await expect(claimKey({ ...first, requestHash: "other" })).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });

  it("belongs to one user, one operation and one key", async () => {
    const first = request();
    await commit([(await claimKey(first)).completion(201, {})]);
    for (const other of [{ userId: newId("usr", now) }, { operationId: "cancelBooking" }, { key: "b-key" }]) {
      await expect(claimKey({ ...first, ...other })).resolves.toBeDefined();
    }
  });

  it("is held by one of many simultaneous requests; the others answer 409 OPERATION_IN_PROGRESS with Retry-After", async () => {
    const first = request();
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, () => claimKey(first)));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused).toHaveLength(15);
    for (const error of refused) expect(error).toMatchObject({ code: "OPERATION_IN_PROGRESS", headers: { "retry-after": "1" } });
  });

  it("is taken over with the same id once its lease is over, and the slow owner can commit nothing any more", async () => {
    const first = request();
    const slow = await claimKey(first);
    const taker = await claimKey({ ...first, now: plusMilliseconds(now, 30_000) });
    expect(taker.ulid).toBe(slow.ulid);
    expect([slow.isResumed, taker.isResumed]).toEqual([false, true]);
    const booked = put(bookingLedgerKey(first.userId), { userId: first.userId, version: 1, pendingCount: 1 }, absent);
    for (const write of [slow.hold(), slow.completion(201, {})]) {
      await expect(commit([booked, write])).rejects.toMatchObject({ code: "OPERATION_IN_PROGRESS" });
    }
    expect(await read(bookingLedgerKey(first.userId))).toBeUndefined();
    await commit([booked, taker.completion(201, {})]);
  });

  it("IK-3 is free at once after a run that failed for the moment", async () => {
    const first = request();
    await (await claimKey(first)).abandon();
    await expect(claimKey(first)).resolves.toMatchObject({ isResumed: true });
  });

  it("is forgotten after 24 hours, whether the table has swept it or not", async () => {
    const first = request();
    await commit([(await claimKey(first)).completion(201, {})]);
    const fresh = await claimKey({ ...first, requestHash: "other", now: plusHours(now, 24) });
    expect(fresh).toBeDefined();
  });
});
