import fc from "fast-check";
import { changePayment, readBooking } from "../../../core/bookings/booking-repository.ts";
import { type DisputeResolution, disputeResolutionWrites } from "../../../core/bookings/dispute-resolution.ts";
import { closeReview } from "../../../core/payments/review-hold.ts";
import { commit } from "../../../core/table/commit.ts";
import * as completeLesson from "../../../functions/bookings/complete-lesson.ts";
import * as disputeCompletion from "../../../functions/bookings/dispute-completion.ts";
import * as disputeLesson from "../../../functions/bookings/dispute-lesson.ts";
import { callAs, serviceContext } from "../../support/bookings.ts";
import { type Command, expectAnswer } from "../life.ts";
import { change } from "../model.ts";
import { completeAnswer, disputeAnswer } from "../rules/lesson-answers.ts";
import { anyCaller, callerOf, callerOn, onBooking, orNotFound, someOf } from "./choosing.ts";

/** The instructor says that a lesson was taught, with a note or without. */
export const completions: fc.Arbitrary<Command> = fc
  .tuple(someOf("lesson begun", "lesson begun", "booking"), callerOn("instructor"), fc.constantFrom(undefined, "Well done."))
  .map(([which, caller, notes]) =>
    onBooking(`complete ${JSON.stringify({ ...caller, notes })}`, which, async (life, booking) => {
      const answer = orNotFound(caller, completeAnswer(life.model, booking));
      const call = { params: { bookingId: booking.bookingId }, body: { notes } };
      const reply = await callAs(callerOf(life, booking, caller), completeLesson, call);
      expectAnswer(reply, answer);
      const instructorNote = notes ?? booking.instructorNote;
      if (reply.status === 200) change(booking, { status: "COMPLETED", instructorNote }, "booking.completed");
    }),
  );

/** One of its people says that a lesson was not as it counts. */
export const disputes: fc.Arbitrary<Command> = fc
  .tuple(someOf("lesson begun", "lesson begun", "booking"), anyCaller)
  .map(([which, caller]) =>
    onBooking(`dispute ${JSON.stringify(caller)}`, which, async (life, booking) => {
      const answer = orNotFound(caller, disputeAnswer(life.model, booking));
      const call = { params: { bookingId: booking.bookingId }, body: { reason: "It ended early." } };
      const endpoint = caller.side === "student" ? disputeLesson : disputeCompletion;
      const reply = await callAs(callerOf(life, booking, caller), endpoint, call);
      expectAnswer(reply, answer);
      if (reply.status === 200) change(booking, { dispute: { isOpen: true } }, "booking.disputed");
    }),
  );

/** An administrator resolves an open dispute: payments move the money and write the booking's part with it. */
export const disputeResolutions: fc.Arbitrary<Command> = fc
  .tuple(someOf("lesson with an open dispute"), fc.constantFrom<DisputeResolution>("paid", "refunded", "split", "withdrawn"))
  .map(([which, resolution]) =>
    onBooking(`resolve the dispute as ${resolution}`, which, async (_life, modelled) => {
      if (!modelled.dispute?.isOpen) return;
      const { booking, payment } = await readBooking(modelled.bookingId);
      const ctx = serviceContext();
      const released = changePayment(payment, closeReview(payment, "completion_dispute"), ctx.now);
      await commit([...(await disputeResolutionWrites(ctx, booking, resolution)), released]);
      const wasTaught = modelled.status === "COMPLETED" || resolution === "withdrawn";
      const end = resolution === "paid" ? "COMPLETED" : "CANCELLED";
      const news = wasTaught ? [] : [end === "COMPLETED" ? "booking.completed" : "booking.cancelled"];
      change(modelled, { status: wasTaught ? modelled.status : end, dispute: { isOpen: false } }, "booking.dispute_resolved", ...news);
    }),
  );
