import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId, EventId, UserId } from "../ids.ts";
import { quoteCancellation } from "../payments/cancellation-outcome.ts";
import { commit } from "../table/commit.ts";
import { AlreadyApplied, applied } from "../table/inbox.ts";
import { bookingListOf, inboxKey } from "../table/keys.ts";
import { type PagePosition, read, readRange } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Instant } from "../time.ts";
import { type CancellationCode, isLive, isMove, isMoving, type Side } from "./booking.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { readBooking, readParent } from "./booking-repository.ts";
import { transition } from "./booking-transitions.ts";
import { cancellationWindowAt } from "./cancellation-window.ts";
import { cancelLesson } from "./cancellation-writes.ts";
import { readCalendars, releaseBooking } from "./release-booking.ts";

const PER_PAGE = 25;

export interface CancellationOfMany {
  readonly userId: UserId;
  /** In which part; in both when nothing is said. */
  readonly as?: Side;
  readonly from: Instant;
  readonly code: CancellationCode;
  /** What caused it. Bookings made after it are not meant: the person may book again by the time it is delivered. */
  readonly cause: { readonly consumer: string; readonly eventId: EventId; readonly occurredAt: Instant };
}

/**
 * The platform cancels a person's live bookings, the earliest first, each in a transaction of its own (BKC-11). Whoever takes over after a
 * crash meets only those that are left; once all are done the event is marked applied. A booking that is moving is left to the next
 * delivery, which finds where the lesson went.
 */
export async function cancelBookingsOf(ctx: Context, wish: CancellationOfMany): Promise<void> {
  const { consumer, eventId } = wish.cause;
  if (await read(inboxKey(consumer, eventId))) throw new AlreadyApplied(`${consumer} has applied ${eventId}`);
  const moving: BookingId[] = [];
  for await (const { bookingId } of meantBookings(ctx, wish)) {
    if (!(await cancelAsPlatform(ctx, bookingId, wish.code))) moving.push(bookingId);
  }
  if (moving.length > 0) throw new Error(`bookings are moving: ${moving.join(", ")}`);
  await commit([applied(ctx, consumer, eventId)]);
}

/**
 * Cancels without asking who may or whether it has begun (BKC-5), with the money back to the student (CX-8). Answers false while a move waits
 * for its money. A lesson that has moved is cancelled where it is now; a booking that is live no more is left alone.
 */
export async function cancelAsPlatform(ctx: Context, bookingId: BookingId, code: CancellationCode): Promise<boolean> {
  return untilCommitted(
    async () => {
      const { booking, payment } = await readBooking(bookingId);
      const { status, rescheduledToBookingId } = booking;
      if (rescheduledToBookingId !== undefined) return cancelAsPlatform(ctx, rescheduledToBookingId, code);
      if (transition(status, "platform_cancel") instanceof DomainError) return true;
      if (isMoving(booking)) return false;
      const [calendars, locked] = await Promise.all([readCalendars(booking), readParent(payment)]);
      const freed = await releaseBooking(booking, calendars, ctx.now);
      const quote = quoteCancellation(locked.parent ?? payment, "platform", cancellationWindowAt(booking.startsAt, ctx.now));
      await commit(cancelLesson(ctx, { booking, payment, ...locked, freed }, quote, { role: "platform", code }).writes);
      return true;
    },
    (lost) => lost,
  );
}

async function* meantBookings({ now }: Context, { userId, as, from, cause }: CancellationOfMany): AsyncGenerator<BookingListEntry> {
  const { pk, prefix } = bookingListOf(userId);
  const range = { pk, from: `${prefix}${from > now ? from : now}`, to: `${prefix}\uffff`, limit: PER_PAGE };
  let after: PagePosition | undefined;
  do {
    const page = await readRange<BookingListEntry>({ ...range, ...(after === undefined ? {} : { after }) });
    const isMeant = ({ side, createdAt }: BookingListEntry) => (as === undefined || side === as) && createdAt <= cause.occurredAt;
    yield* page.items.filter((entry) => (isLive(entry.status) || isMove(entry.cancellationCode)) && isMeant(entry));
    after = page.next;
  } while (after !== undefined);
}
