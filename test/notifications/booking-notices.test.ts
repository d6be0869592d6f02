import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { readClock } from "../../core/clients/clock.ts";
import type { ServiceCall } from "../../core/clients/observe.ts";
import { newId } from "../../core/ids.ts";
import { BOOKING_NEWS, type BookingNews, noticeOf } from "../../core/notifications/booking-notices.ts";
import type { LessonNews } from "../../core/notifications/lesson-news.ts";
import { SENDERS, toEmail } from "../../core/notifications/notice.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { deliveryKey, userKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { remove } from "../../core/table/write.ts";
import * as sendBookingMails from "../../functions/consumers/send-booking-mails.ts";
import { storeBooking } from "../bookings/stored.ts";
import { MONDAY } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { deliverInAnyOrder } from "../support/deliveries.ts";
import { connectionLost, failing } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import { useMailbox } from "../support/mailbox.ts";
import { signedIn } from "../support/people.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";

useTable();
const mailbox = useMailbox();
useClock(MONDAY);

const STARTS_AT = "2026-03-04T17:00:00.000Z";

/** What an event says beside its booking, and which templates the student and the instructor get for it. */
const CASES: readonly [BookingNews["eventType"], object, string | undefined, string | undefined][] = [
  ["booking.confirmed", {}, "booking_confirmed", "booking_confirmed"],
  ["booking.rescheduled", {}, "booking_rescheduled", "booking_rescheduled"],
  ["booking.cancelled", { by: "student", wasConfirmed: true }, "cancellation_confirmation", "booking_cancelled"],
  ["booking.cancelled", { by: "instructor", wasConfirmed: true }, "booking_cancelled", "cancellation_confirmation"],
  ["booking.cancelled", { by: "payment", wasConfirmed: true }, "booking_cancelled_payment", "booking_cancelled_payment"],
  ["booking.cancelled", { by: "platform", wasConfirmed: true }, "booking_cancelled_platform", "booking_cancelled_platform"],
  ["booking.cancelled", { by: "platform", wasConfirmed: false }, undefined, undefined],
  ["booking.updated", { fields: ["meetingLocation"] }, "booking_place_changed", undefined],
  ["booking.updated", { fields: ["studentNote"] }, undefined, undefined],
  ["booking.reminder_due", { kind: "24h" }, "booking_reminder_24h", "booking_reminder_24h"],
  ["booking.reminder_due", { kind: "1h" }, undefined, undefined],
  ["booking.completed", {}, "booking_completed", "booking_completed"],
  ["booking.no_show_reported", { type: "student", disputeUntil: STARTS_AT }, "no_show_reported", undefined],
  ["booking.no_show_reported", { type: "instructor", disputeUntil: STARTS_AT }, undefined, "no_show_reported"],
  ["booking.no_show_reported", { type: "mutual", disputeUntil: STARTS_AT }, "no_show_reported", "no_show_reported"],
  ["booking.no_show", { type: "student" }, "no_show_result", "no_show_result"],
  ["booking.no_show_withdrawn", {}, "no_show_result", "no_show_result"],
  ["booking.no_show_disputed", {}, "no_show_result", "no_show_result"],
  ["booking.disputed", { by: "student" }, "booking_dispute", "booking_dispute"],
  ["booking.dispute_resolved", { resolution: "split" }, "booking_dispute", "booking_dispute"],
];

describe("noticeOf", () => {
  it.each(CASES)("NTF-1, BKC-8 tells of %s %j the student %s and the instructor %s", async (eventType, data, student, instructor) => {
    const lesson = await storedLesson();
    const event = eventOf(eventType, lesson.booking, data);
    expect(noticeOf(event, lesson.toStudent)?.template).toBe(student);
    expect(noticeOf(event, lesson.toInstructor)?.template).toBe(instructor);
  });

  it("NTF-8, NTF-70 never turns what people typed into markup, names nobody in full, and says the same in text and HTML", async () => {
    const serviceName = `<img src=x onerror="alert(1)"> & 'co'`;
    const reason = "<script>alert(2)</script>";
    const lesson = await storedLesson({ serviceName, cancellationReason: reason });
    for (const [eventType, data] of CASES) {
      for (const news of [lesson.toStudent, lesson.toInstructor]) {
        const named = noticeOf(eventOf(eventType, lesson.booking, data), news);
        if (named === undefined) continue;
        const { html, text, subject } = toEmail(named.notice, SENDERS.bookings, "ada@example.com");
        expect(html).not.toMatch(/<img|<script/);
        expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;co&#39;");
        expect(`${subject} ${text}`).toContain(serviceName);
        expect(`${text} ${html}`).not.toMatch(/Lovelace|Rivera/);
      }
    }
  });

  it.each([
    ["2026-03-03T17:00:00.000Z", true],
    ["2026-03-03T17:00:00.001Z", false],
  ] as const)("BKC-4 promises a free cancellation only to who books a day ahead: at %s %s", async (confirmedAt, isPromised) => {
    const { booking, toStudent } = await storedLesson({ confirmedAt });
    const lines = noticeOf(eventOf("booking.confirmed", booking, {}), toStudent)?.notice.lines ?? [];
    expect(lines.some((line) => line.includes("without a charge"))).toBe(isPromised);
  });

  it("NTF-9 says until when to answer a report on the lesson's clock", async () => {
    const { booking, toStudent } = await storedLesson();
    const event = eventOf("booking.no_show_reported", booking, { type: "student", disputeUntil: "2026-03-08T18:20:00.000Z" });
    expect(noticeOf(event, toStudent)?.notice.lines.at(-1)).toBe("If you disagree, answer by Sunday, March 8, 2026 at 2:20 PM.");
  });
});

describe("send-booking-mails", () => {
  it("NTF-10 sends one mail per event and person, delivered 1 to 5 times in any order, with crashes around its commits", async () => {
    const lesson = await storedLesson();
    const events = [
      eventOf("booking.no_show_reported", lesson.booking, { type: "mutual", disputeUntil: STARTS_AT }),
      eventOf("booking.completed", lesson.booking, {}),
      eventOf("booking.disputed", lesson.booking, { by: "student" }),
    ];
    for (const fails of [isClaim, isSending]) await failing(() => deliver(sendBookingMails, events), fails, connectionLost, 2);
    expect(await deliverInAnyOrder(sendBookingMails, events)).toEqual([]);
    for (const { recipient } of [lesson.toStudent, lesson.toInstructor]) {
      expect(mailbox.mailsTo(recipient.email)).toHaveLength(events.length);
    }
  });

  it("NTF-13 drops a reminder when the lesson has begun or is on no more", async () => {
    const lesson = await storedLesson();
    const event = eventOf("booking.reminder_due", lesson.booking, { kind: "24h" });
    setClock(STARTS_AT);
    expect(await deliver(sendBookingMails, [event])).toEqual([]);
    expect(mailbox.mailsTo(lesson.toStudent.recipient.email)).toEqual([]);
    setClock(MONDAY);
    const gone = await storedLesson({ status: "CANCELLED" });
    expect(await deliver(sendBookingMails, [eventOf("booking.reminder_due", gone.booking, { kind: "24h" })])).toEqual([]);
    expect(mailbox.mailsTo(gone.toStudent.recipient.email)).toEqual([]);
  });

  it("NTF-4, BKL-10 tells the other side when somebody was erased", async () => {
    const lesson = await storedLesson({ status: "CANCELLED" });
    await commit([remove(userKey(lesson.booking.studentId), present)]);
    const event = eventOf("booking.cancelled", lesson.booking, { by: "student", wasConfirmed: true });
    expect(await deliver(sendBookingMails, [event])).toEqual([]);
    const [mail] = mailbox.mailsTo(lesson.toInstructor.recipient.email);
    expect(mail?.text).toContain("Former student cancelled");
    const key = `${event.id}:${lesson.booking.instructorId}:booking_cancelled:email`;
    expect(await read(deliveryKey(key))).toMatchObject({ status: "sent" });
  });

  it("lists every event that has a template", () => {
    expect(new Set(CASES.map(([eventType]) => eventType))).toEqual(new Set(BOOKING_NEWS));
  });
});

async function storedLesson(special: { [K in keyof Booking]?: Booking[K] | undefined } = {}) {
  const student = await signedIn({ firstName: "Ada", lastName: "Lovelace" });
  const instructor = await liveInstructor({ firstName: "Maya", lastName: "Rivera" });
  const kept = Object.fromEntries(Object.entries(special).filter(([, value]) => value !== undefined));
  const booking = await storeBooking(student, instructor, STARTS_AT, kept);
  const about = { booking, frontendUrl: "https://app.example.com" };
  const toStudent: LessonNews = { ...about, recipient: student.user, other: instructor.user, side: "student" };
  const toInstructor: LessonNews = { ...about, recipient: instructor.user, other: student.user, side: "instructor" };
  return { booking, toStudent, toInstructor };
}

function isClaim({ action }: ServiceCall): boolean {
  return action === "PutItem";
}

function isSending({ service }: ServiceCall): boolean {
  return service === "ses";
}

/** As the relay would send it. */
function eventOf(eventType: BookingNews["eventType"], { bookingId, studentId, instructorId, version }: Booking, data: object): BookingNews {
  const now = readClock();
  const about = { bookingId, studentId, instructorId, version, ...data };
  return { id: newId("evt", now), eventType, version: 1, occurredAt: now, requestId: "req_test", data: about } as BookingNews;
}
