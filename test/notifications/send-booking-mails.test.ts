import { describe, expect, it } from "vitest";
import { required } from "../../core/errors.ts";
import type { BookingId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { userKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as sendBookingMails from "../../functions/consumers/send-booking-mails.ts";
import { book, callAs, confirm, confirmedBooking, MONDAY, openDay } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { failing } from "../support/faults.ts";
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

async function twoPeople() {
  const student = await signedIn({ firstName: "Ada", lastName: "Lovelace" });
  const instructor = await liveInstructor({ firstName: "Maya", lastName: "Rivera" });
  await openDay(instructor.userId);
  return { student, instructor };
}

async function eventOf<T extends "booking.confirmed" | "booking.cancelled">(eventType: T, { id }: { readonly id: BookingId }) {
  const events = await eventsOf(table, eventType);
  return required(
    events.find((event) => event.data.bookingId === id),
    `${eventType} was published of ${id}`,
  );
}

describe("send-booking-mails", () => {
  it("NTF-1 tells both people of a confirmed booking, in text and HTML, on the lesson's clock (NTF-8, NTF-9)", async () => {
    const { student, instructor } = await twoPeople();
    const booking = await confirmedBooking(student, instructor);
    expect(await deliver(sendBookingMails, [await eventOf("booking.confirmed", booking)])).toEqual([]);
    const [toStudent] = mailbox.mailsTo(student.user.email);
    const [toInstructor] = mailbox.mailsTo(instructor.user.email);
    expect(toStudent?.subject).toMatch(/^You're booked: .+ on Wednesday, March 4, 2026$/);
    expect(toStudent?.text).toContain("with Maya R. is confirmed");
    expect(toStudent?.text).toContain("Wednesday, March 4, 2026 at 12:00 PM");
    expect(toInstructor?.text).toContain("Ada L. booked a lesson with you");
    expect(toInstructor?.html).toContain("/instructor/bookings/bkg_");
    for (const mail of [toStudent, toInstructor]) expect(`${mail?.text} ${mail?.html}`).not.toMatch(/Lovelace|Rivera|@example\.com/);
    expect(toStudent?.from).toBe("InstaInstru <bookings@instainstru.test>");
  });

  it("NTF-10 sends one mail per person however often the event arrives", async () => {
    const { student, instructor } = await twoPeople();
    const booking = await confirmedBooking(student, instructor);
    const event = await eventOf("booking.confirmed", booking);
    // Two at once: one sends, and the other may have to come again until it is sent.
    await deliver(sendBookingMails, [event, event]);
    for (let delivery = 2; delivery <= 5; delivery++) expect(await deliver(sendBookingMails, [event, event], delivery)).toEqual([]);
    expect([mailbox.mailsTo(student.user.email).length, mailbox.mailsTo(instructor.user.email).length]).toEqual([1, 1]);
  });

  it("NTF-12 reports a failed hand-over alone, and the next delivery sends what is missing", async () => {
    const { student, instructor } = await twoPeople();
    const booking = await confirmedBooking(student, instructor);
    const event = await eventOf("booking.confirmed", booking);
    await mailbox.failNext(1);
    expect(await deliver(sendBookingMails, [event])).toEqual([event.id]);
    expect(await deliver(sendBookingMails, [event], 2)).toEqual([]);
    expect([mailbox.mailsTo(student.user.email).length, mailbox.mailsTo(instructor.user.email).length]).toEqual([1, 1]);
  });

  it("NTF-10 does not send while another run holds the claim, and takes the claim of a run that died over", async () => {
    const { student, instructor } = await twoPeople();
    const booking = await confirmedBooking(student, instructor);
    const event = await eventOf("booking.confirmed", booking);
    const isMail = ({ service }: { readonly service: string }) => service === "ses";
    const died = failing(
      () => deliver(sendBookingMails, [event]),
      ({ action }) => action === "UpdateItem" || action === "SendEmail",
      () => new Error("killed"),
    );
    expect(await died).toEqual([event.id]);
    expect(mailbox.mailsTo(student.user.email)).toEqual([]);
    const early = failing(
      () => deliver(sendBookingMails, [event], 2),
      isMail,
      () => new Error("no mail may be sent"),
    );
    expect(await early).toEqual([event.id]);
    setClock("2026-03-02T15:01:00.000Z");
    expect(await deliver(sendBookingMails, [event], 3)).toEqual([]);
    expect(mailbox.mailsTo(student.user.email)).toHaveLength(1);
  });

  it("BKC-8 tells of the cancellation of a confirmed booking, and nothing of an unpaid one", async () => {
    const { student, instructor } = await twoPeople();
    const { body } = await book(student, instructor);
    await callAs(student, cancelBooking, { params: { bookingId: body.booking.id }, body: { reason: "never mind" } });
    expect(await deliver(sendBookingMails, [await eventOf("booking.cancelled", body.booking)])).toEqual([]);
    expect([mailbox.mailsTo(student.user.email), mailbox.mailsTo(instructor.user.email)]).toEqual([[], []]);

    const again = await book(student, instructor);
    await confirm(again.body.booking);
    await callAs(student, cancelBooking, { params: { bookingId: again.body.booking.id }, body: { reason: "I am <b>ill</b> & tired" } });
    expect(await deliver(sendBookingMails, [await eventOf("booking.cancelled", again.body.booking)])).toEqual([]);
    const [toInstructor] = mailbox.mailsTo(instructor.user.email);
    const [toStudent] = mailbox.mailsTo(student.user.email);
    expect(toInstructor?.subject).toMatch(/^Booking cancelled: /);
    expect(toInstructor?.text).toContain("I am <b>ill</b> & tired");
    expect(toInstructor?.html).toContain("I am &lt;b&gt;ill&lt;/b&gt; &amp; tired");
    expect(toStudent?.text).toContain("You cancelled");
  });

  it("NTF-4 tells nothing to someone who is deactivated", async () => {
    const { student } = await twoPeople();
    const instructor = await liveInstructor();
    await openDay(instructor.userId);
    const booking = await confirmedBooking(student, instructor);
    const event = await eventOf("booking.confirmed", booking);
    await commit([update(userKey(instructor.userId), { set: { accountStatus: "deactivated" } }, present)]);
    expect(await deliver(sendBookingMails, [event])).toEqual([]);
    expect([mailbox.mailsTo(student.user.email).length, mailbox.mailsTo(instructor.user.email).length]).toEqual([1, 0]);
  });
});
