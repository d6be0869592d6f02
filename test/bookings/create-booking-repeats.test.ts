import { describe, expect, it } from "vitest";
import { hashOfRequest } from "../../core/idempotency.ts";
import { type BookingId, newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { claimKey } from "../../core/table/idempotency.ts";
import { bookingListOf, idempotencyKey, userKey } from "../../core/table/keys.ts";
import { read, readRange, startingWith } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { type Instant, plusMilliseconds } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as createBooking from "../../functions/bookings/create-booking.ts";
import { book, type CreatedBooking, callAs, MONDAY, openDay, wishOf } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { conflict, connectionLost, failing, isTransaction, losingAnswer } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import type { Reply } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

const REPLAYED = "idempotency-replayed";

describe("repeating createBooking", () => {
  it("BK-47, IK-2 gives the first answer again, byte for byte, and says so", async () => {
    const { student, instructor, key } = await people();
    const first = await book(student, instructor, {}, key);
    const again = await book(student, instructor, {}, key);
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect([first.headers[REPLAYED], again.headers[REPLAYED]]).toEqual([undefined, "true"]);
    expect(await bookingsOf(student)).toHaveLength(1);
  });

  it("BK-47, IK-2 for 24 hours, whatever became of the booking, and however its members are ordered", async () => {
    const { student, instructor, key } = await people();
    const first = await book(student, instructor, {}, key);
    await callAs(student, cancelBooking, { params: { bookingId: first.body.booking.id }, body: { reason: "Ill." } });
    setClock(plusMilliseconds(MONDAY, 24 * 3_600_000 - 1));
    const reordered = Object.fromEntries(Object.entries(wishOf(instructor)).reverse());
    const again = await callAs(student, createBooking, { body: reordered, headers: { "idempotency-key": key } });
    expect([again.text, again.headers[REPLAYED]]).toEqual([first.text, "true"]);

    setClock(plusMilliseconds(MONDAY, 24 * 3_600_000));
    const anew = await book(student, instructor, {}, key);
    expect(anew.headers[REPLAYED]).toBeUndefined();
    expect(anew.body.booking.id).not.toBe(first.body.booking.id);
  });

  it("BK-47, IK-2 refuses the key for another body, and knows it not for another student", async () => {
    const { student, instructor, key } = await people();
    await book(student, instructor, {}, key);
    const other = await book(student, instructor, { startTime: "15:00" }, key);
    expect(other.problem).toMatchObject({ status: 409, code: "IDEMPOTENCY_KEY_REUSED" });
    const theirs = await book(await signedIn(), instructor, { startTime: "15:00" }, key);
    expect([theirs.status, theirs.headers[REPLAYED]]).toEqual([201, undefined]);
  });

  it("BK-47, IK-2 while the first still runs is told to wait, or gets its answer; one booking is made", async () => {
    const { student, instructor, key } = await people();
    const replies = await Promise.all(Array.from({ length: 6 }, () => book(student, instructor, {}, key)));
    const made = replies.filter((reply) => reply.status === 201);
    expect(made.filter((reply) => reply.headers[REPLAYED] === undefined)).toHaveLength(1);
    expect(new Set(made.map((reply) => reply.text)).size).toBe(1);
    for (const waiting of replies.filter((reply) => reply.status !== 201)) {
      expect(waiting.problem).toMatchObject({ status: 409, code: "OPERATION_IN_PROGRESS" });
      expect(waiting.headers["retry-after"]).toBe("1");
    }
    expect(await bookingsOf(student)).toHaveLength(1);
  });

  it("BK-47, BK-48, IK-2 takes over from a run that died, after its lease, with the booking id that it had chosen", async () => {
    const { student, instructor, key } = await people();
    const died = await failing(
      () => book(student, instructor, {}, key),
      (call) => isTransaction(call) || endsLease(call),
      connectionLost,
    );
    expect(died.status).toBe(500);
    const record = await read(idempotencyKey(student.userId, "createBooking", key));

    setClock(plusMilliseconds(MONDAY, 29_999));
    expect((await book(student, instructor, {}, key)).problem.code).toBe("OPERATION_IN_PROGRESS");
    setClock(plusMilliseconds(MONDAY, 30_000));
    const taken = await book(student, instructor, {}, key);
    expect(taken.body.booking.id).toBe(`bkg_${record?.ids.ulid}`);
    expect((await book(student, instructor, {}, key)).text).toBe(taken.text);
  });

  it("IK-2 lets a run commit only while it holds the key: one that slept through its lease writes nothing", async () => {
    const { student, key } = await people();
    const requestAt = (now: Instant) => {
      return { userId: student.userId, operationId: "createBooking", key, requestHash: hashOfRequest("/", {}), now };
    };
    const slept = await claimKey(requestAt(MONDAY));
    const taker = await claimKey(requestAt(plusMilliseconds(MONDAY, 30_000)));
    expect(taker.ulid).toBe(slept.ulid);
    await expect(commit([slept.completion(201, {})])).rejects.toMatchObject({ code: "OPERATION_IN_PROGRESS" });
    await commit([taker.completion(201, {})]);
  });

  it("BK-47, IK-3 repeats a final refusal, though it could be booked by now", async () => {
    const { student, instructor, key } = await people();
    const wish = { date: "2026-03-05" };
    const first = await book(student, instructor, wish, key);
    expect(first.problem.code).toBe("NOT_OPEN");
    await openDay(instructor.userId, "2026-03-05");
    const again = await book(student, instructor, wish, key);
    expect([again.status, again.text, again.headers[REPLAYED]]).toEqual([409, first.text, "true"]);
    expect(again.headers["content-type"]).toContain("application/problem+json");
    expect((await book(student, instructor, wish)).status).toBe(201);
  });

  it("BK-47, IK-3 tries again after a refusal that may pass: 403", async () => {
    const { student, instructor, key } = await people();
    const setStatus = (accountStatus: "active" | "suspended") =>
      commit([update(userKey(student.userId), { set: { accountStatus } }, present)]);
    await setStatus("suspended");
    expect((await book(student, instructor, {}, key)).problem.code).toBe("ACCOUNT_SUSPENDED");
    await setStatus("active");
    expect((await book(student, instructor, {}, key)).status).toBe(201);
  });

  it("BK-43, BK-47 tries five times to commit, then answers 409 AVAILABILITY_BUSY, which the key does not keep", async () => {
    const { student, instructor, key } = await people();
    let tries = 0;
    const counted = (call: Parameters<typeof isTransaction>[0]) => isTransaction(call) && ++tries > 0;
    const busy = await failing(() => book(student, instructor, {}, key), counted, conflict);
    expect(busy.problem).toMatchObject({ status: 409, code: "AVAILABILITY_BUSY" });
    expect([busy.headers["retry-after"], tries]).toEqual(["1", 5]);
    const again = await book(student, instructor, {}, key);
    expect([again.status, again.headers[REPLAYED]]).toEqual([201, undefined]);
  });

  it("BK-43 commits after lost races as if there had been none", async () => {
    const { student, instructor, key } = await people();
    const reply = await failing(() => book(student, instructor, {}, key), isTransaction, conflict, 4);
    expect(reply.status).toBe(201);
  });

  it("BK-48 finds its own booking when the answer of the commit was lost and the next try meets a conflict", async () => {
    const { student, instructor, key } = await people();
    const reply: Reply<CreatedBooking> = await losingAnswer(() => book(student, instructor, {}, key), isTransaction, conflict);
    expect(reply.status).toBe(201);
    expect(await bookingsOf(student)).toEqual([reply.body.booking.id]);
    expect((await book(student, instructor, {}, key)).text).toBe(reply.text);
  });

  it("BK-48 answers a repeat with the booking when the first run never learnt that it had succeeded", async () => {
    const { student, instructor, key } = await people();
    const unknown = await losingAnswer(() => book(student, instructor, {}, key), isTransaction, connectionLost);
    expect(unknown.status).toBe(500);
    const again = await book(student, instructor, {}, key);
    expect([again.status, again.headers[REPLAYED]]).toEqual([201, "true"]);
    expect(await bookingsOf(student)).toEqual([again.body.booking.id]);
  });
});

async function people() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  return { student, instructor, key: newId("evt", MONDAY) };
}

/** The update that gives a key back at once, which a dead process cannot send. */
function endsLease(call: { readonly action: string; readonly input: unknown }): boolean {
  return call.action === "UpdateItem" && JSON.stringify(call.input).includes("IDEMPOTENCY#");
}

async function bookingsOf({ userId }: SignedIn): Promise<BookingId[]> {
  const { pk, prefix } = bookingListOf(userId);
  const { items } = await readRange<{ readonly bookingId: BookingId }>({ pk, ...startingWith(prefix), limit: 10 });
  return items.map((item) => item.bookingId);
}
