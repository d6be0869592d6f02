import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReliabilityMark } from "../../core/bookings/reliability.ts";
import type { DomainEvent } from "../../core/events.ts";
import { type BookingId, newId, type UserId } from "../../core/ids.ts";
import { reliabilityKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { addDays, type Instant, plusHours } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as sendBookingMails from "../../functions/consumers/send-booking-mails.ts";
import * as weighCancellations from "../../functions/consumers/weigh-cancellations.ts";
import { callAs, confirmedBooking, MONDAY, openDay, pendingBooking, WEDNESDAY } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { useClock } from "../support/clock.ts";
import { deliverInAnyOrder, dyingAtEachCommit } from "../support/deliveries.ts";
import { liveInstructor } from "../support/instructors.ts";
import { useMailbox } from "../support/mailbox.ts";
import { eventsOf } from "../support/outbox.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
const mailbox = useMailbox();
useClock(MONDAY);
withoutRateLimits();

type Weighed = DomainEvent<"booking.cancelled" | "booking.no_show">;

describe("weigh-cancellations", () => {
  it("BKC-9 counts what an instructor cancels, and warns at three points, in one transaction", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    const dates = [WEDNESDAY, addDays(WEDNESDAY, 1), addDays(WEDNESDAY, 2)];
    for (const date of dates) {
      await openDay(instructor.userId, date);
      const { id } = await confirmedBooking(student, instructor, { date });
      await callAs(instructor, cancelBooking, { params: { bookingId: id }, body: { reason: "I am ill." } });
    }
    const events = (await eventsOf(table, "booking.cancelled")).filter(({ data }) => data.instructorId === instructor.userId);
    const { calls } = await callsOf(() => oneAfterAnother(events));
    expect(transactionsIn(calls)).toEqual([
      ["put INBOX APPLIED", "put INSTRUCTOR RELIABILITY"],
      ["put INBOX APPLIED", "put INSTRUCTOR RELIABILITY"],
      ["put EVENT", "put INBOX APPLIED", "put INSTRUCTOR RELIABILITY"],
    ]);
    const bookingIds = expect.arrayContaining(events.map(({ data }) => data.bookingId));
    expect(await told(instructor.userId)).toEqual([
      ["instructor.reliability_warning", { instructorId: instructor.userId, score: 3, bookingIds }],
    ]);
  });

  it("BKC-9, BKN-10 counts neither what others cancel nor what was unpaid, nor an absence of the student or of both", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    await openDay(instructor.userId);
    const [unpaid, missed] = [await pendingBooking(student, instructor), newId("bkg", MONDAY)];
    await callAs(instructor, cancelBooking, { params: { bookingId: unpaid.id }, body: { reason: "I am ill." } });
    const events = (await eventsOf(table, "booking.cancelled")).filter(({ data }) => data.bookingId === unpaid.id);
    const ofOthers = (["student", "platform", "payment"] as const).map((by) => cancelled(instructor.userId, MONDAY, "lt12", { by }));
    const absences = (["student", "mutual"] as const).map((type) => absence(instructor.userId, MONDAY, missed, type));
    expect(await deliver(weighCancellations, [...events, ...ofOthers, ...absences])).toEqual([]);
    expect(await read(reliabilityKey(instructor.userId))).toBeUndefined();
  });

  it("BKC-9, BKN-10 warns once and asks for a review once, whatever the order and number of deliveries and wherever they died", async () => {
    const kinds = fc.array(fc.constantFrom<ReliabilityMark["kind"]>("gte24", "12to24", "lt12", "no_show"), { minLength: 6, maxLength: 8 });
    for (const marks of fc.sample(kinds, 3)) {
      const instructorId = newId("usr", MONDAY);
      const events = marks.map((kind, index) => markOf(instructorId, plusHours(MONDAY, index * 200), kind));
      for (const event of events.slice(0, 2)) await dyingAtEachCommit(() => deliver(weighCancellations, [event]));
      expect(await deliverInAnyOrder(weighCancellations, events)).toEqual([]);
      const record = await read(reliabilityKey(instructorId));
      expect(record?.marks.map(({ bookingId }) => bookingId)).toEqual(events.map(({ data }) => data.bookingId));
      expect((await told(instructorId)).map(([eventType]) => eventType)).toEqual([
        "instructor.reliability_warning",
        "instructor.reliability_review",
      ]);
    }
  });

  it("BKC-9 warns again only after the score has sunk, and forgets what counts no more", async () => {
    const instructorId = newId("usr", MONDAY);
    const at = (days: number) => plusHours(MONDAY, days * 24);
    const scores = async () => (await told(instructorId)).map(([, { score }]) => score).toSorted();
    await oneAfterAnother([markOf(instructorId, at(0), "no_show"), markOf(instructorId, at(80), "gte24")]);
    expect(await scores()).toEqual([3]);
    // The absence counts for nothing after exactly 90 days: 1 + 1, then 1 + 1 + 2.
    await oneAfterAnother([markOf(instructorId, at(90), "gte24"), markOf(instructorId, at(91), "lt12")]);
    expect(await scores()).toEqual([3, 4]);
    expect((await read(reliabilityKey(instructorId)))?.marks.map((mark) => mark.at)).toEqual([at(80), at(90), at(91)]);
    const [item] = (await table.partition(`INSTRUCTOR#${instructorId}`)).filter(({ type }) => type === "reliability");
    expect(item?.ttl).toBe(Date.parse(at(181)) / 1_000);
  });

  it("BKC-9 loses no mark when two events are weighed at once", async () => {
    const instructorId = newId("usr", MONDAY);
    const events = [0, 1, 2].map((hours) => markOf(instructorId, plusHours(MONDAY, hours), "gte24"));
    const refused = await Promise.all(events.map((event) => deliver(weighCancellations, [event])));
    for (const event of refused.flat())
      await deliver(
        weighCancellations,
        events.filter(({ id }) => id === event),
      );
    expect((await read(reliabilityKey(instructorId)))?.marks).toHaveLength(3);
    expect(await told(instructorId)).toHaveLength(1);
  });
});

describe("the mail of a warning", () => {
  it("BKC-9, NTF-1 says what counts, in text and HTML, once, and never turns a name into markup", async () => {
    const { userId, user } = await liveInstructor({ firstName: "<b>Maya</b> & co" });
    await deliver(weighCancellations, [markOf(userId, MONDAY, "lt12"), markOf(userId, plusHours(MONDAY, 1), "12to24")]);
    const warnings = (await eventsOf(table, "instructor.reliability_warning")).filter(({ data }) => data.instructorId === userId);
    expect(await deliverInAnyOrder(sendBookingMails, warnings)).toEqual([]);
    const [mail, ...more] = mailbox.mailsTo(user.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Cancelled lessons: 4 points in 90 days");
    expect(mail?.text).toContain("Hi <b>Maya</b> & co,");
    expect(mail?.text).toContain("2 lessons that had been confirmed. That makes 4 points.");
    expect(mail?.html).toContain("<p>Hi &lt;b&gt;Maya&lt;/b&gt; &amp; co,</p>");
    expect(mail?.html).toContain("That makes 4 points.");
  });

  it("NTF-4 is not sent to somebody who is gone", async () => {
    const { userId, user } = await liveInstructor({ accountStatus: "deactivated" });
    const data = { instructorId: userId, score: 3, bookingIds: [newId("bkg", MONDAY)] };
    const warning = { eventType: "instructor.reliability_warning", data, ...envelope(MONDAY) } as const;
    expect(
      await deliver(sendBookingMails, [
        warning,
        { ...warning, ...envelope(MONDAY), data: { ...data, instructorId: newId("usr", MONDAY) } },
      ]),
    ).toEqual([]);
    expect(mailbox.mailsTo(user.email)).toEqual([]);
  });
});

async function oneAfterAnother(events: readonly Weighed[]): Promise<void> {
  for (const event of events) expect(await deliver(weighCancellations, [event])).toEqual([]);
}

function markOf(instructorId: UserId, at: Instant, kind: ReliabilityMark["kind"]): Weighed {
  return kind === "no_show" ? absence(instructorId, at, newId("bkg", at), "instructor") : cancelled(instructorId, at, kind);
}

function cancelled(
  instructorId: UserId,
  at: Instant,
  window: "gte24" | "12to24" | "lt12",
  { by = "instructor" }: { readonly by?: "instructor" | "student" | "platform" | "payment" } = {},
): Weighed {
  const data = { ...factOf(instructorId, newId("bkg", at)), by, window, wasConfirmed: true };
  return { eventType: "booking.cancelled", data, ...envelope(at) };
}

function absence(instructorId: UserId, at: Instant, bookingId: BookingId, type: "instructor" | "student" | "mutual"): Weighed {
  return { eventType: "booking.no_show", data: { ...factOf(instructorId, bookingId), type, wasCompleted: false }, ...envelope(at) };
}

function factOf(instructorId: UserId, bookingId: BookingId) {
  return { bookingId, studentId: newId("usr", MONDAY), instructorId, version: 3 };
}

function envelope(at: Instant) {
  return { id: newId("evt", at), version: 1, occurredAt: at, requestId: "req_test" } as const;
}

/** What was said of the instructor, in the order in which it was published. */
async function told(instructorId: UserId) {
  const lists = await Promise.all([eventsOf(table, "instructor.reliability_warning"), eventsOf(table, "instructor.reliability_review")]);
  return lists.flat().flatMap(({ eventType, data }) => (data.instructorId === instructorId ? [[eventType, data] as const] : []));
}
