import fc from "fast-check";
import type { BookingListEntry } from "../../../core/bookings/booking-list-entry.ts";
import { required } from "../../../core/errors.ts";
import { type BookingId, newId } from "../../../core/ids.ts";
import { bookingListOf } from "../../../core/table/keys.ts";
import { readRange } from "../../../core/table/read.ts";
import { instantOf } from "../../../core/time.ts";
import * as rescheduleBooking from "../../../functions/bookings/reschedule-booking.ts";
import { setCardAnswer } from "../../../local/stand-ins/card.ts";
import { callAs } from "../../support/bookings.ts";
import { answerMoves } from "../../support/moves.ts";
import { type Command, expectAnswer, type Life, personAt } from "../life.ts";
import { change, instructorAt, type Model, type ModelBooking, newBooking, todayOf } from "../model.ts";
import { asksCard, moveAnswer, startOf } from "../rules/booking-answers.ts";
import { plusDays, timeOf } from "../wall-clock.ts";
import { quarter } from "./booking.ts";
import { callerOf, callerOn, onBooking, orNotFound, someOf } from "./choosing.ts";

const move = fc.record({
  which: someOf("lesson ahead", "lesson ahead", "lesson ahead", "booking"),
  caller: callerOn("student"),
  daysAhead: fc.constantFrom(0, 1, 1, 2, 2, 3),
  quarter,
  card: fc.constantFrom("accept" as const, "accept" as const, "decline" as const),
});

/** The student moves a lesson to another time. */
export const moves: fc.Arbitrary<Command> = move.map(({ which, caller, daysAhead, quarter: start, card }) =>
  onBooking(`move ${JSON.stringify({ daysAhead, start, card, ...caller })}`, which, async (life, booking) => {
    const { model } = life;
    const date = plusDays(todayOf(model, instructorAt(model, booking.instructor)), daysAhead);
    const wish = { ...booking, date, from: start * 15, to: start * 15 + booking.to - booking.from };
    const answer = orNotFound(caller, moveAnswer(model, booking, wish));
    const isAsked = answer === "201" && asksCard(model, booking.startsAt, startOf(model, wish));
    const call = {
      params: { bookingId: booking.bookingId },
      body: { date, startTime: timeOf(wish.from) },
      headers: { "idempotency-key": newId("evt", instantOf(model.now)) },
    };
    setCardAnswer(card);
    const reply = await answerMoves(() => callAs(callerOf(life, booking, caller), rescheduleBooking, call));
    expectAnswer(reply, isAsked && card === "decline" ? "CARD_DECLINED" : answer);
    if (answer !== "201") return;
    const isMoved = !isAsked || card === "accept";
    const bookingId = reply.status === 201 ? reply.body.booking.id : await leftBehind(life, booking);
    const moved = { ...newBooking(wish, model, bookingId, startOf(model, wish)), ...moneyOf(model, booking, isAsked) };
    const { studentNote, instructorNote } = booking;
    Object.assign(moved, { studentNote, instructorNote, status: isMoved ? "CONFIRMED" : "CANCELLED", confirmedAt: model.now });
    moved.news.push(...(isAsked ? ["booking.move_held"] : []), ...(isMoved ? ["booking.rescheduled"] : []));
    model.bookings.push(moved);
    // While the card is asked the lesson waits in both of its bookings.
    if (isAsked) for (const one of [booking, moved]) change(one, {});
    if (isMoved) change(booking, { status: "CANCELLED", movedTo: bookingId });
    else change(booking, {});
  }),
);

/** The card of a late move pays for good, that of a near lesson is authorised. */
function moneyOf(model: Model, { startsAt }: ModelBooking, isAsked: boolean): Pick<ModelBooking, "isMoneyHeld" | "isLocked"> {
  return { isMoneyHeld: isAsked, isLocked: asksCard(model, startsAt) };
}

/** The booking of a move that the card refused: no answer names it, but the student's list has it. */
async function leftBehind({ model, students }: Life, { student }: ModelBooking): Promise<BookingId> {
  const { pk, prefix } = bookingListOf(personAt(students, student).userId);
  const { items } = await readRange<BookingListEntry>({ pk, from: prefix, to: `${prefix}\uffff`, limit: 1_000 });
  const unknown = items.find(({ bookingId }) => !model.bookings.some((booking) => booking.bookingId === bookingId));
  return required(unknown, "a refused move leaves its booking behind").bookingId;
}
