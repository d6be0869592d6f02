import type { Context, Member } from "../context.ts";
import type { BookingId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Booking, BookingNoShow } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, readBooking, readLessonPeople } from "./booking-repository.ts";
import { bookingIsChanging, requirePermission, requireSide, requireStill } from "./booking-side.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { refuseNoShowDispute } from "./no-show.ts";
import { auditReport } from "./no-show-resolution.ts";
import { objectionOf } from "./objection.ts";

/** The accused objects to a report, once and within a day: an administrator will decide, and until then the money waits (BKN-7). */
export async function disputeNoShow(ctx: Context<Member>, bookingId: BookingId, reason: string): Promise<BookingView> {
  const disputeReason = objectionOf(reason);
  return untilCommitted(async () => {
    const { booking, payment } = await readBooking(bookingId);
    const viewer = requireSide(ctx, booking);
    requirePermission(ctx, "view_own_bookings");
    requireStill(booking);
    const refusal = refuseNoShowDispute(booking.noShow, viewer, ctx.now);
    if (refusal) throw refusal;

    const after = disputed(booking, disputeReason, ctx);
    const [people] = await Promise.all([
      readLessonPeople(booking),
      commit([
        ...changeBooking(booking, after),
        auditReport(ctx, booking, after),
        publish(ctx, "booking.no_show_disputed", bookingFact(after)),
      ]),
    ]);
    return viewBooking({ booking: after, payment, people, viewer, now: ctx.now });
  }, bookingIsChanging);
}

function disputed({ noShow, ...booking }: Booking, disputeReason: string, { now }: Context): Booking {
  const objected = noShow && ({ ...noShow, disputed: true, disputedAt: now, disputeReason } satisfies BookingNoShow);
  return { ...booking, ...(objected ? { noShow: objected } : {}), updatedAt: now, version: booking.version + 1 };
}
