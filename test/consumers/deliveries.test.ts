import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readClock } from "../../core/clients/clock.ts";
import type { ServiceCall } from "../../core/clients/observe.ts";
import type { DomainEvent, EventType } from "../../core/events.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { plusMilliseconds } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as reportNoShow from "../../functions/bookings/report-no-show.ts";
import * as cancelBookings from "../../functions/consumers/cancel-bookings.ts";
import * as countBookings from "../../functions/consumers/count-bookings.ts";
import * as eraseCalendars from "../../functions/consumers/erase-calendars.ts";
import * as forgetBookingTexts from "../../functions/consumers/forget-booking-texts.ts";
import * as sendBookingMails from "../../functions/consumers/send-booking-mails.ts";
import * as weighCancellations from "../../functions/consumers/weigh-cancellations.ts";
import { callAs, confirmedBooking, MONDAY, openDay, pendingBooking } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { deliverInAnyOrder, dyingAtEachCommit, endOf } from "../support/deliveries.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { useMailbox } from "../support/mailbox.ts";
import { eventsOf } from "../support/outbox.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { type ConsumerModule, deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
const mailbox = useMailbox();
useClock(MONDAY);
withoutRateLimits();
beforeEach(() => table.clear());

const AFTER_THE_LESSONS = "2026-03-04T21:00:00.000Z";

/** What happened before a consumer hears of it. */
interface Story {
  readonly consumer: ConsumerModule;
  tell(people: People): Promise<readonly DomainEvent[]>;
}

interface People {
  readonly student: SignedIn;
  readonly instructor: LiveInstructor;
}

const STORIES: Readonly<Record<string, Story>> = {
  "cancel-bookings": {
    consumer: cancelBookings,
    tell: async ({ student, instructor }) => {
      await confirmedBooking(student, instructor);
      await pendingBooking(student, instructor, { startTime: "15:00" });
      return [erased(student.userId)];
    },
  },
  "count-bookings": { consumer: countBookings, tell: (people) => live(people, countBookings.consumer.events) },
  "erase-calendars": {
    consumer: eraseCalendars,
    tell: async ({ student, instructor }) => {
      await confirmedBooking(student, instructor);
      return [erased(instructor.userId)];
    },
  },
  "forget-booking-texts": {
    consumer: forgetBookingTexts,
    tell: async (people) => {
      await live(people, []);
      return [erased(people.student.userId)];
    },
  },
  "send-booking-mails": {
    consumer: sendBookingMails,
    tell: (people) => live(people, ["booking.confirmed", "booking.cancelled", "booking.no_show"]),
  },
  "weigh-cancellations": {
    consumer: weighCancellations,
    tell: async (people) => {
      // Cancellations of one weight, so that whichever comes last reaches the threshold with the same score.
      for (const startTime of ["09:00", "12:00", "15:00"]) await cancelledBy(people.instructor, people, startTime);
      return eventsOf(table, "booking.cancelled");
    },
  },
};

describe("every consumer", () => {
  it("has a story here", () => {
    const files = readdirSync(join(import.meta.dirname, "..", "..", "functions", "consumers"));
    expect(Object.keys(STORIES)).toEqual(files.map((file) => file.replace(/\.ts$/, "")).toSorted());
  });

  it.each(Object.keys(STORIES))(
    "BKC-11, BKL-22 %s ends alike, delivered once or 1 to 5 times in any order and dead around each commit",
    async (name) => {
      const { consumer, tell } = STORIES[name] as Story;
      // Who died before the mail was sent holds its claim for a minute; who dies right after it will send it twice.
      const isMailer = name === "send-booking-mails";
      const isClaim = ({ action }: ServiceCall) => action === "PutItem";
      const wait = () => isMailer && setClock(plusMilliseconds(readClock(), 60_000));
      const undisturbed = await endAfter(tell, (events) => {
        wait();
        return deliver(consumer, events);
      });
      const disturbed = await endAfter(tell, async (events) => {
        for (const event of events) await dyingAtEachCommit(() => deliver(consumer, [event]), isMailer ? isClaim : undefined);
        wait();
        return deliverInAnyOrder(consumer, events);
      });
      expect(disturbed).toEqual(undisturbed);
    },
  );
});

/** What is stored, and how many mails each of the two got, after the events of a story were delivered. */
async function endAfter(tell: Story["tell"], hear: (events: readonly DomainEvent[]) => Promise<readonly string[]>) {
  await table.clear();
  setClock(MONDAY);
  const student = await signedIn();
  const instructor = await liveInstructor();
  await openDay(instructor.userId);
  const events = await tell({ student, instructor });
  expect(await hear(events)).toEqual([]);
  const mails = [student, instructor].map(({ user }) => mailbox.mailsTo(user.email).length);
  return { mails, stored: await endOf(table) };
}

/** Of four bookings one is taught, one missed by both, and one cancelled with a reason by each; answers the events of the types. */
async function live(people: People, types: readonly EventType[]): Promise<DomainEvent[]> {
  const { student, instructor } = people;
  const taught = await confirmedBooking(student, instructor, { startTime: "08:00", studentNote: "Scales, please." });
  const missed = await confirmedBooking(student, instructor, { startTime: "10:00" });
  await cancelledBy(student, people, "12:00");
  await cancelledBy(instructor, people, "14:00");
  setClock(AFTER_THE_LESSONS);
  await callAs(instructor, completeBooking, { params: { bookingId: taught.id }, body: {} });
  for (const person of [student, instructor]) {
    await callAs(person, reportNoShow, { params: { bookingId: missed.id }, body: { reason: "Nobody came." } });
  }
  return (await Promise.all(types.map((type) => eventsOf(table, type)))).flat();
}

async function cancelledBy(person: SignedIn, { student, instructor }: People, startTime: string): Promise<void> {
  const { id } = await confirmedBooking(student, instructor, { startTime });
  await callAs(person, cancelBooking, { params: { bookingId: id }, body: { reason: "I am ill." } });
}

/** As the relay would send it. */
function erased(userId: UserId): DomainEvent<"user.erased"> {
  const data = { userId, mode: "delete_account" } as const;
  return { id: newId("evt", MONDAY), eventType: "user.erased", version: 1, occurredAt: MONDAY, requestId: "req_erasure", data };
}
