import type { Context, Member } from "../context.ts";
import { DomainError, notFound, ROLE_REQUIRED } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { noteOf } from "../note.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { BOOKING_NOT_FOUND } from "./booking-errors.ts";
import { readBooking, readPeople } from "./booking-repository.ts";
import { bookingIsChanging } from "./booking-side.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { completeByInstructor } from "./completion.ts";
import { completed, completionWrites } from "./completion-writes.ts";

/**
 * The instructor says that the lesson was taught (BK-60). Notes that are not blank replace the instructor's note (BK-61). The second time is
 * 409 `BOOKING_NOT_COMPLETABLE`.
 */
export async function completeBooking(ctx: Context<Member>, bookingId: BookingId, notes?: string): Promise<BookingView> {
  const { principal, now } = ctx;
  const instructorNote = noteOf(notes);
  return untilCommitted(async () => {
    const { booking, payment } = await readBooking(bookingId);
    if (principal.userId === booking.studentId) throw new DomainError(ROLE_REQUIRED, "Only the instructor of the lesson completes it.");
    if (principal.userId !== booking.instructorId) throw notFound(BOOKING_NOT_FOUND);
    const completion = completeByInstructor(booking, now);
    if (completion instanceof DomainError) throw completion;
    const after = { ...completed(booking, completion, ctx), ...(instructorNote === undefined ? {} : { instructorNote }) };
    const [people] = await Promise.all([
      readPeople([booking.studentId, booking.instructorId]),
      commit(completionWrites(ctx, booking, after, completion)),
    ]);
    const names = { student: people.get(booking.studentId), instructor: people.get(booking.instructorId) };
    return viewBooking({ booking: after, payment, people: names, viewer: "instructor", now });
  }, bookingIsChanging);
}
