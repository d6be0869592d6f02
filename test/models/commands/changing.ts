import fc from "fast-check";
import * as cancelBooking from "../../../functions/bookings/cancel-booking.ts";
import * as updateBooking from "../../../functions/bookings/update-booking.ts";
import { callAs } from "../../support/bookings.ts";
import { answerOf, type Command, expectAnswer } from "../life.ts";
import { change } from "../model.ts";
import { cancelAnswer, noteAnswer } from "../rules/lesson-answers.ts";
import { anyCaller, callerOf, onBooking, orNotFound, someOf } from "./choosing.ts";

/** One of its people cancels a lesson. */
export const cancellations: fc.Arbitrary<Command> = fc
  .tuple(someOf("standing lesson", "standing lesson", "lesson begun", "booking"), anyCaller)
  .map(([which, caller]) =>
    onBooking(`cancel ${JSON.stringify(caller)}`, which, async (life, booking) => {
      const answer = orNotFound(caller, cancelAnswer(life.model, booking));
      const call = { params: { bookingId: booking.bookingId }, body: { reason: "Ill." } };
      const reply = await callAs(callerOf(life, booking, caller), cancelBooking, call);
      if (reply.status !== 200) return expectAnswer(reply, answer);
      if (reply.body.cancellation.window !== answer) throw new Error(`cancelled ${reply.body.cancellation.window}, not ${answer}`);
      change(booking, { status: "CANCELLED" }, "booking.cancelled");
    }),
  );

/** One of its people writes a note to a lesson; empty takes it away. */
export const notes: fc.Arbitrary<Command> = fc
  .record({
    which: someOf("standing lesson", "unpaid booking", "booking"),
    caller: anyCaller,
    isOwn: fc.constantFrom(true, true, true, false),
    text: fc.constantFrom("Scales, please.", "Bring the score.", ""),
  })
  .map(({ which, caller, isOwn, text }) =>
    onBooking(`write ${JSON.stringify({ text, isOwn, ...caller })}`, which, async (life, booking) => {
      const whose = isOwn === (caller.side === "student") ? "student" : "instructor";
      const field = `${whose}Note` as const;
      const answer = orNotFound(caller, noteAnswer(life.model, booking, caller.side, whose));
      const call = { params: { bookingId: booking.bookingId }, body: { [field]: text } };
      const reply = await callAs(callerOf(life, booking, caller), updateBooking, call);
      expectAnswer(reply, answer);
      const note = text === "" ? undefined : text;
      if (answerOf(reply) === "200" && note !== booking[field]) change(booking, { [field]: note }, "booking.updated");
    }),
  );
