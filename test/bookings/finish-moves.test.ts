import { afterEach, describe, expect, it } from "vitest";
import { finishMove } from "../../core/bookings/finish-move.ts";
import type { DomainEvent } from "../../core/events.ts";
import { type BookingId, newId, type UserId } from "../../core/ids.ts";
import { moveMovementId } from "../../core/payments/move-movement.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { bookingKey, moneyMovementKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { plusMilliseconds } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as cancelBookings from "../../functions/consumers/cancel-bookings.ts";
import * as finishMoves from "../../functions/schedules/finish-moves.ts";
import * as answerMovesConsumer from "../../local/stand-ins/answer-moves.ts";
import { setCardAnswer } from "../../local/stand-ins/card.ts";
import { brokenPromises } from "../support/booking-truth.ts";
import { callAs, MONDAY, runSchedule, serviceContext } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { eventsOf } from "../support/events.ts";
import { connectionLost, dyingAfter, failing, isTransaction } from "../support/faults.ts";
import { answerMoves, holdMove } from "../support/moves.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";
import { ACCEPTED, DECLINED, heldMove, lateLesson, movableLesson, move, NEAR, STARTS_AT, statusesOf } from "./moving.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const LEASE_OVER = plusMilliseconds(MONDAY, 90_000);
const KEY_IS_FREE = plusMilliseconds(MONDAY, 30_000);
const KEY = "one-move";

afterEach(async () => {
  setCardAnswer("accept");
  expect(brokenPromises(await table.items())).toEqual([]);
});

describe("a request that gets no answer", () => {
  it("BKR-9, BK-47 is told to wait, and repeated under its key goes on waiting for the same move", async () => {
    const { student, booking } = await movableLesson();
    const waiting = await move(student, booking.id, NEAR, KEY);
    expect(waiting.problem).toMatchObject({ status: 409, code: "OPERATION_IN_PROGRESS" });
    expect(waiting.headers["retry-after"]).toBe("1");
    const newId = await newIdOf(booking.id);
    expect((await move(student, booking.id, NEAR)).problem.code).toBe("OPERATION_IN_PROGRESS");

    const repeated = move(student, booking.id, NEAR, KEY);
    await finishMove(serviceContext(), newId, ACCEPTED);
    const moved = await repeated;
    expect([moved.status, moved.body.booking.id]).toEqual([201, newId]);
    const again = await move(student, booking.id, NEAR, KEY);
    expect([again.status, again.text, again.headers["idempotency-replayed"]]).toEqual([201, moved.text, "true"]);
    expect(await eventsOf(table, newId, "booking.rescheduled")).toHaveLength(1);
  });

  it("BKR-9 finds an end that came while nobody waited, also when it was a refusal", async () => {
    for (const [answer, status] of [
      [ACCEPTED, 201],
      [DECLINED, 422],
    ] as const) {
      const { student, booking } = await movableLesson();
      await move(student, booking.id, NEAR, KEY);
      await finishMove(serviceContext(), await newIdOf(booking.id), answer);
      expect((await move(student, booking.id, NEAR, KEY)).status).toBe(status);
    }
  });
});

describe("a process that dies", () => {
  it("BKR-10, IK-2 after the first transaction leaves a move that whoever repeats the request sees through", async () => {
    const { student, booking } = await movableLesson();
    expect((await dyingAfter(() => move(student, booking.id, NEAR, KEY), isTransaction)).status).toBe(500);
    const newId = await newIdOf(booking.id);
    expect((await move(student, booking.id, NEAR, KEY)).problem.code).toBe("OPERATION_IN_PROGRESS");
    await finishMove(serviceContext(), newId, ACCEPTED);
    setClock(KEY_IS_FREE);
    const moved = await move(student, booking.id, NEAR, KEY);
    expect([moved.status, moved.body.booking.id]).toEqual([201, newId]);
    expect((await move(student, booking.id, NEAR, KEY)).text).toBe(moved.text);
  });

  it("BKR-9, IK-2 after a refusal of the card repeats the refusal, though the time could be had by now", async () => {
    const { student, booking } = await movableLesson();
    await dyingAfter(() => move(student, booking.id, NEAR, KEY), isTransaction);
    await finishMove(serviceContext(), await newIdOf(booking.id), DECLINED);
    setClock(KEY_IS_FREE);
    const declined = await move(student, booking.id, NEAR, KEY);
    expect(declined.problem).toMatchObject({ status: 422, code: "CARD_DECLINED" });
    expect((await move(student, booking.id, NEAR, KEY)).text).toBe(declined.text);
  });

  it("BK-48, BKR-9 between the end of the move and its answer has moved the lesson once", async () => {
    const { student, booking } = await movableLesson();
    const asked = () => answerMoves(() => move(student, booking.id, NEAR, KEY));
    const lost = await failing(asked, ({ action }) => action === "UpdateItem", connectionLost);
    expect(lost.status).toBe(500);
    const newId = await newIdOf(booking.id);
    expect(await statusesOf([booking.id, newId])).toEqual(["CANCELLED", "CONFIRMED"]);
    setClock(KEY_IS_FREE);
    const moved = await move(student, booking.id, NEAR, KEY);
    expect([moved.status, moved.body.booking.id]).toEqual([201, newId]);
  });
});

describe("finishMoves", () => {
  it("BKR-10 gives up when the lease is over and nobody has said anything, and not before", async () => {
    const { oldId, newId, reply } = await heldMove();
    setClock(plusMilliseconds(LEASE_OVER, -1));
    expect(await runSchedule(finishMoves)).toMatchObject({ scanned: 0 });
    setClock(LEASE_OVER);
    expect(await runSchedule(finishMoves)).toEqual({ scanned: 1, done: 1, failed: 0 });
    expect(await runSchedule(finishMoves)).toMatchObject({ scanned: 0 });
    expect(await statusesOf([oldId, newId])).toEqual(["CONFIRMED", "CANCELLED"]);
    expect((await reply).problem).toMatchObject({ code: "CARD_DECLINED", declineCode: "no_answer" });
  });

  it.each([
    ["succeeded", ["CANCELLED", "CONFIRMED"]],
    ["failed", ["CONFIRMED", "CANCELLED"]],
    ["abandoned", ["CONFIRMED", "CANCELLED"]],
  ] as const)("BKR-10 ends a move whose call has %s in that direction", async (state, statuses) => {
    const { oldId, newId, reply } = await heldMove();
    const recorded = { state, stripeId: "pi_recorded", finishedAt: MONDAY } as const;
    await commit([update(moneyMovementKey(newId, moveMovementId(newId)), { set: recorded }, present)]);
    setClock(LEASE_OVER);
    expect(await runSchedule(finishMoves)).toMatchObject({ done: 1, failed: 0 });
    expect(await statusesOf([oldId, newId])).toEqual(statuses);
    await reply;
  });

  it("BKR-10 finishes late moves in the same way", async () => {
    const { student, booking } = await lateLesson();
    const { newId, reply } = await holdMove(() => move(student, booking.id));
    const recorded = { state: "succeeded", stripeId: "pi_recorded", finishedAt: MONDAY } as const;
    await commit([update(moneyMovementKey(booking.id, moveMovementId(newId)), { set: recorded }, present)]);
    setClock(plusMilliseconds(STARTS_AT, -17 * 3_600_000));
    expect(await runSchedule(finishMoves)).toMatchObject({ done: 1, failed: 0 });
    expect((await reply).body.paymentMode).toBe("lock");
  });
});

describe("two answers", () => {
  it("BKR-9 the first counts, whatever the second says, and the second is told", async () => {
    const { oldId, newId, reply } = await heldMove();
    expect(await finishMove(serviceContext(), newId, DECLINED)).toBe("stayed");
    expect(await finishMove(serviceContext(), newId, ACCEPTED)).toBe("stayed");
    expect(await statusesOf([oldId, newId])).toEqual(["CONFIRMED", "CANCELLED"]);
    expect((await reply).problem.code).toBe("CARD_DECLINED");
  });

  it("BKR-9 at once end the move once, in one of the two ways", async () => {
    const { oldId, newId, reply } = await heldMove();
    const ends = await Promise.all([ACCEPTED, DECLINED, ACCEPTED].map((answer) => finishMove(serviceContext(), newId, answer)));
    expect(new Set(ends).size).toBe(1);
    const moved = ends[0] === "moved";
    expect(await statusesOf([oldId, newId])).toEqual(moved ? ["CANCELLED", "CONFIRMED"] : ["CONFIRMED", "CANCELLED"]);
    expect((await reply).status).toBe(moved ? 201 : 422);
  });

  it("BKR-9 in two deliveries of one event end it once", async () => {
    const { newId, event, reply } = await heldMove();
    expect(await deliver(answerMovesConsumer, [event])).toEqual([]);
    expect(await deliver(answerMovesConsumer, [event], 2)).toEqual([]);
    expect(await eventsOf(table, newId, "booking.rescheduled")).toHaveLength(1);
    expect((await reply).status).toBe(201);
  });

  it("BKR-9 a card that is being thought about is asked again", async () => {
    const { event, reply } = await heldMove();
    setCardAnswer("wait");
    expect(await deliver(answerMovesConsumer, [event])).toEqual([event.id]);
    setCardAnswer("accept");
    expect(await deliver(answerMovesConsumer, [event], 2)).toEqual([]);
    expect((await reply).status).toBe(201);
  });
});

describe("a move and what else happens", () => {
  it("BKR-9, BK-56 of a move and cancellations at once one happens", async () => {
    const { student, instructor, booking } = await movableLesson();
    const params = { bookingId: booking.id };
    const cancel = (person: typeof student) => callAs(person, cancelBooking, { params, body: { reason: "I am ill." } });
    const asked = [move(student, booking.id, NEAR), cancel(student), move(student, booking.id), cancel(instructor)];
    const replies = await answerMoves(() => Promise.all(asked));
    expect(replies.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(await statusesOf([booking.id])).toEqual(["CANCELLED"]);
  });

  it.each([
    ["where it went", ACCEPTED, "newId"],
    ["where it stayed", DECLINED, "oldId"],
  ] as const)("BKC-11, BKE-2 a suspension waits for the move and cancels the lesson %s", async (_, answer, where) => {
    const held = await heldMove();
    const suspension = suspensionOf(held.instructor.userId);
    expect(await deliver(cancelBookings, [suspension])).toEqual([suspension.id]);
    await finishMove(serviceContext(), held.newId, answer);
    await held.reply;
    expect(await deliver(cancelBookings, [suspension], 2)).toEqual([]);
    expect(await read(bookingKey(held[where]))).toMatchObject({ status: "CANCELLED", cancellationCode: "account_suspended" });
    expect(await statusesOf([held.oldId, held.newId])).toEqual(["CANCELLED", "CANCELLED"]);
  });
});

/** Guaranteed by `write.ts`, which stores bookings alone under their type. */
async function newIdOf(oldId: BookingId): Promise<BookingId> {
  const items = await table.items();
  return items.find((item) => item.type === "booking" && item.rescheduledFromBookingId === oldId)?.bookingId as BookingId;
}

function suspensionOf(userId: UserId): DomainEvent {
  const change = { from: "active", to: "suspended", reason: "admin", by: "system", cancelFutureBookings: true } as const;
  const data = { userId, role: "instructor", ...change } as const;
  return { id: newId("evt", MONDAY), eventType: "user.status_changed", version: 1, occurredAt: MONDAY, requestId: "req_test", data };
}
