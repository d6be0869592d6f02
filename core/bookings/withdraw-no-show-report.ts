import type { Context, Member } from "../context.ts";
import { assert } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { readBooking, readLessonPeople } from "./booking-repository.ts";
import { bookingIsChanging, requirePermission, requireSide, requireStill } from "./booking-side.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { refuseNoShowWithdrawal } from "./no-show.ts";
import { endReport } from "./no-show-resolution.ts";

/** The reporter takes an undisputed report back within its day; booking and money are as they were (BKN-11). */
export async function withdrawNoShowReport(ctx: Context<Member>, bookingId: BookingId): Promise<BookingView> {
  return untilCommitted(async () => {
    const lesson = await readBooking(bookingId);
    const { noShow } = lesson.booking;
    const viewer = requireSide(ctx, lesson.booking);
    requirePermission(ctx, "view_own_bookings");
    requireStill(lesson.booking);
    const refusal = refuseNoShowWithdrawal(noShow, viewer, ctx.now);
    if (refusal) throw refusal;
    assert(noShow, "a report that can be withdrawn is there");

    const { booking, payment, writes } = endReport(ctx, lesson, noShow, "cancelled");
    const [people] = await Promise.all([readLessonPeople(booking), commit(writes)]);
    return viewBooking({ booking, payment, people, viewer, now: ctx.now });
  }, bookingIsChanging);
}
