import fc from "fast-check";
import type { NoShowResolution } from "../../../core/bookings/booking.ts";
import { resolveNoShow } from "../../../core/bookings/resolve-no-show.ts";
import * as disputeNoShow from "../../../functions/bookings/dispute-no-show.ts";
import * as reportNoShow from "../../../functions/bookings/report-no-show.ts";
import * as withdrawNoShowReport from "../../../functions/bookings/withdraw-no-show-report.ts";
import { callAs, serviceContext } from "../../support/bookings.ts";
import { type Command, expectAnswer } from "../life.ts";
import { change, type ModelBooking } from "../model.ts";
import { objectionAnswer, reportAnswer, withdrawalAnswer } from "../rules/absence-answers.ts";
import { anyCaller, callerOf, onBooking, orNotFound, someOf } from "./choosing.ts";

/** One side says that the other did not come; when both say it, nobody came. */
export const reports: fc.Arbitrary<Command> = fc
  .tuple(someOf("lesson begun", "lesson begun", "lesson begun", "reported lesson", "booking"), anyCaller)
  .map(([which, caller]) =>
    onBooking(`report the other as absent ${JSON.stringify(caller)}`, which, async (life, booking) => {
      const { side } = caller;
      const answer = orNotFound(caller, reportAnswer(life.model, booking, side));
      const call = { params: { bookingId: booking.bookingId }, body: {} };
      const reply = await callAs(callerOf(life, booking, caller), reportNoShow, call);
      expectAnswer(reply, answer === "mutual" ? "201" : answer);
      const said = { by: side, at: life.model.now, isDisputed: false } as const;
      if (answer === "mutual") {
        const report = { ...said, type: "mutual", isOpen: false } as const;
        change(booking, { status: "NO_SHOW", report }, "booking.no_show_reported", "booking.no_show");
      } else if (answer === "201") {
        const type = side === "student" ? "instructor" : "student";
        change(booking, { report: { ...said, type, isOpen: true } }, "booking.no_show_reported");
      }
    }),
  );

/** The accused says that it is not so. */
export const objections: fc.Arbitrary<Command> = fc
  .tuple(someOf("lesson with an open report", "reported lesson"), anyCaller)
  .map(([which, caller]) =>
    onBooking(`object to the report ${JSON.stringify(caller)}`, which, async (life, booking) => {
      const answer = orNotFound(caller, objectionAnswer(life.model, booking.report, caller.side));
      const call = { params: { bookingId: booking.bookingId }, body: { reason: "I was there." } };
      const reply = await callAs(callerOf(life, booking, caller), disputeNoShow, call);
      expectAnswer(reply, answer);
      if (reply.status === 200) changeReport(booking, { isDisputed: true }, {}, "booking.no_show_disputed");
    }),
  );

/** The reporter takes it back. */
export const withdrawals: fc.Arbitrary<Command> = fc
  .tuple(someOf("lesson with an open report", "reported lesson"), anyCaller)
  .map(([which, caller]) =>
    onBooking(`withdraw the report ${JSON.stringify(caller)}`, which, async (life, booking) => {
      const answer = orNotFound(caller, withdrawalAnswer(life.model, booking.report, caller.side));
      const call = { params: { bookingId: booking.bookingId }, body: {} };
      const reply = await callAs(callerOf(life, booking, caller), withdrawNoShowReport, call);
      expectAnswer(reply, answer);
      if (reply.status === 200) changeReport(booking, { isOpen: false }, {}, "booking.no_show_withdrawn");
    }),
  );

const RESOLUTIONS = ["confirmed_after_review", "dispute_upheld", "cancelled"] as const satisfies readonly NoShowResolution[];

/** An administrator decides about an open report. */
export const reportResolutions: fc.Arbitrary<Command> = fc
  .tuple(someOf("lesson with an open report"), fc.constantFrom(...RESOLUTIONS))
  .map(([which, resolution]) =>
    onBooking(`resolve the report as ${resolution}`, which, async (_life, booking) => {
      if (!booking.report?.isOpen) return;
      await resolveNoShow(serviceContext(), booking.bookingId, resolution);
      const wasTaught = booking.status === "COMPLETED";
      switch (resolution) {
        case "confirmed_after_review":
          return changeReport(booking, { isOpen: false }, { status: "NO_SHOW" }, "booking.no_show");
        case "dispute_upheld":
          return changeReport(booking, { isOpen: false }, { status: "COMPLETED" }, ...(wasTaught ? [] : ["booking.completed"]));
        case "cancelled":
          return changeReport(booking, { isOpen: false }, {}, "booking.no_show_withdrawn");
      }
    }),
  );

/** The report becomes what it becomes, and the booking with it. */
export function changeReport(
  booking: ModelBooking,
  to: Partial<NonNullable<ModelBooking["report"]>>,
  also: Partial<ModelBooking>,
  ...news: readonly string[]
): void {
  const { report } = booking;
  if (report) change(booking, { ...also, report: { ...report, ...to } }, ...news);
}
