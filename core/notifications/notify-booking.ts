import type { Booking } from "../bookings/booking.ts";
import { readBooking, readPeople } from "../bookings/booking-repository.ts";
import { frontendUrl } from "../config.ts";
import type { Context } from "../context.ts";
import type { Instant } from "../time.ts";
import { type BookingNews, noticeOf } from "./booking-notices.ts";
import type { LessonNews } from "./lesson-news.ts";
import { sendNotice } from "./send-notice.ts";

/**
 * Tells the people of a booking by mail what became of it (NTF-1), each once per event (NTF-10). Deactivated and erased people hear nothing
 * (NTF-4), and nobody hears of what has passed (NTF-13).
 */
export async function notifyBooking(ctx: Context, event: BookingNews): Promise<void> {
  const { booking } = await readBooking(event.data.bookingId);
  if (isPast(event, booking, ctx.now)) return;
  const people = await readPeople([booking.studentId, booking.instructorId]);
  const student = people.get(booking.studentId);
  const instructor = people.get(booking.instructorId);
  const about = { booking, frontendUrl: frontendUrl() };
  if (student) await tell(ctx, event, { ...about, recipient: student, other: instructor ?? FORMER.instructor, side: "student" });
  if (instructor) await tell(ctx, event, { ...about, recipient: instructor, other: student ?? FORMER.student, side: "instructor" });
}

/** An erased person is named by the part in the lesson (BKL-10). */
const FORMER = {
  student: { firstName: "Former student", lastName: "" },
  instructor: { firstName: "Former instructor", lastName: "" },
} as const;

async function tell(ctx: Context, event: BookingNews, news: LessonNews): Promise<void> {
  const notice = noticeOf(event, news);
  if (notice) await sendNotice(ctx, event.id, news.recipient, notice);
}

/** A reminder is for a lesson that is still to come. */
function isPast({ eventType }: BookingNews, { status, startsAt }: Booking, now: Instant): boolean {
  return eventType === "booking.reminder_due" && (status !== "CONFIRMED" || now >= startsAt);
}
