import fc from "fast-check";
import * as completeDueLessons from "../../../functions/schedules/complete-due-lessons.ts";
import * as continueRangeJobs from "../../../functions/schedules/continue-range-jobs.ts";
import * as expireUnpaidBookings from "../../../functions/schedules/expire-unpaid-bookings.ts";
import * as resolveNoShows from "../../../functions/schedules/resolve-no-shows.ts";
import * as sweepReminders from "../../../functions/schedules/sweep-reminders.ts";
import { runSchedule, type ScheduleModule } from "../../support/bookings.ts";
import type { Command } from "../life.ts";
import { change, type Model, type ModelBooking, todayOf } from "../model.ts";
import { isConfirmedBySilence } from "../rules/absence-answers.ts";
import { completesItself, isGivenUp, remindersNow } from "../rules/lesson-answers.ts";
import { carryOn, isDone } from "../rules/range-jobs.ts";
import { changeReport } from "./absence.ts";

/** What each schedule does when it runs. */
const SCHEDULES: Readonly<Record<string, readonly [ScheduleModule, (model: Model) => void]>> = {
  "unpaid bookings are given up": [
    expireUnpaidBookings,
    onEach(isGivenUp, (booking) => change(booking, { status: "PAYMENT_FAILED" }, "booking.payment_failed")),
  ],
  "lessons complete themselves": [
    completeDueLessons,
    onEach(completesItself, (booking) => change(booking, { status: "COMPLETED" }, "booking.completed")),
  ],
  "reports are confirmed by silence": [
    resolveNoShows,
    onEach(isConfirmedBySilence, (booking) => changeReport(booking, { isOpen: false }, { status: "NO_SHOW" }, "booking.no_show")),
  ],
  "reminders are sent": [sweepReminders, remind],
  "range jobs go on": [continueRangeJobs, continueJobs],
};

export const schedules: fc.Arbitrary<Command> = fc.constantFrom(...Object.entries(SCHEDULES)).map(([text, [schedule, inModel]]) => ({
  text,
  run: async ({ model }) => {
    // Whatever loses a race to its neighbours is met by the next run.
    while ((await runSchedule(schedule)).done > 0);
    inModel(model);
  },
}));

function onEach(isDue: (model: Model, booking: ModelBooking) => boolean, become: (booking: ModelBooking) => void) {
  return (model: Model) => {
    for (const booking of model.bookings) if (isDue(model, booking)) become(booking);
  };
}

function remind(model: Model): void {
  for (const booking of model.bookings) {
    const kinds = remindersNow(model, booking);
    for (const kind of kinds) booking.reminded.add(kind);
    if (kinds.length > 0) change(booking, {}, ...kinds.map(() => "booking.reminder_due"));
  }
}

function continueJobs(model: Model): void {
  for (const instructor of model.instructors) {
    const { job } = instructor;
    if (job && !isDone(job) && job.dueAt <= model.now) carryOn(instructor, job, todayOf(model, instructor));
  }
}
