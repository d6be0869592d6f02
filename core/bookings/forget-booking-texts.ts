import type { Context } from "../context.ts";
import type { BookingId, UserId } from "../ids.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { bookingKey, bookingListOf } from "../table/keys.ts";
import { type PagePosition, read, readMany, readRange, startingWith } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { type Booking, isLive, isMoving } from "./booking.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { changeBooking } from "./booking-repository.ts";
import { holdsTexts, withoutTexts } from "./booking-texts.ts";

const PER_PAGE = 25;

/**
 * Takes the places and words out of all bookings of an erased person, on either side (BKL-14). Each booking is a transaction of its own and
 * those without texts are passed by, so that it can be stopped and begun again anywhere. Lessons that are still ahead are cancelled
 * first (BKE-5): while there are any it forgets the rest, throws, and is to be begun again.
 */
export async function forgetBookingTexts(ctx: Context, userId: UserId): Promise<void> {
  const ahead: BookingId[] = [];
  for await (const booking of bookingsOf(userId)) {
    if (isAhead(booking, ctx)) ahead.push(booking.bookingId);
    else if (holdsTexts(booking)) await forgetTexts(ctx, booking.bookingId);
  }
  if (ahead.length > 0) throw new Error(`bookings are still to be cancelled: ${ahead.join(", ")}`);
}

/** Takes the place and the words out of one booking; answers false when it holds none. */
export async function forgetTexts(ctx: Context, bookingId: BookingId): Promise<boolean> {
  return untilCommitted(
    async () => {
      const booking = await read(bookingKey(bookingId));
      if (booking === undefined || !holdsTexts(booking)) return false;
      const after = { ...withoutTexts(booking), updatedAt: ctx.now, version: booking.version + 1 };
      const change = { action: "update", entityType: "booking", entityId: bookingId, after: { fields: ["texts"] } };
      await commit([...changeBooking(booking, after), audit(ctx, change)]);
      return true;
    },
    (lost) => lost,
  );
}

/** Cancelling takes a lesson that has not begun, and one whose move to another time waits for its money. */
function isAhead(booking: Booking, { now }: Context): boolean {
  return isLive(booking.status) && (now < booking.startsAt || isMoving(booking));
}

async function* bookingsOf(userId: UserId): AsyncGenerator<Booking> {
  const { pk, prefix } = bookingListOf(userId);
  let after: PagePosition | undefined;
  do {
    const page = await readRange<BookingListEntry>({ pk, ...startingWith(prefix), limit: PER_PAGE, ...(after && { after }) });
    yield* await readMany(page.items.map(({ bookingId }) => bookingKey(bookingId)));
    after = page.next;
  } while (after !== undefined);
}
