import type { UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import { bookingListOf, bookingPaymentKey } from "../table/keys.ts";
import { readEvery, readMany, startingWith } from "../table/read.ts";
import type { Instant } from "../time.ts";
import { instructorFigures, studentFigures } from "./booking-figures.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import type { CountedFigures } from "./counted-figures.ts";

/** Everything that is counted of a person's bookings. */
export interface AllFigures {
  readonly figures: Required<CountedFigures>;
  readonly earnedByMonth: ReadonlyMap<string, Cents>;
  readonly taughtBy: ReadonlyMap<UserId, number>;
}

export interface Recount extends AllFigures {
  readonly entries: readonly BookingListEntry[];
}

/** The figures as the person's list of bookings says them, whatever was counted (BKL-22). */
export async function recountFigures(userId: UserId, now: Instant): Promise<Recount> {
  const { pk, prefix } = bookingListOf(userId);
  const entries = await readEvery<BookingListEntry>({ pk, ...startingWith(prefix) });
  const ofSide = (side: BookingListEntry["side"]) => entries.filter((entry) => entry.side === side);
  return { entries, ...figuresOf(await withPayouts(ofSide("instructor")), ofSide("student"), now) };
}

type TaughtBooking = BookingListEntry & { readonly payoutCents: Cents };

/** One item holds what a person has taught and taken. */
function figuresOf(taught: readonly TaughtBooking[], taken: readonly BookingListEntry[], now: Instant): AllFigures {
  const asInstructor = instructorFigures(taught, "UTC", now);
  const asStudent = studentFigures(taken, now);
  return {
    figures: {
      totalBookings: asInstructor.totalBookings + asStudent.totalBookings,
      completedBookings: asInstructor.completedBookings + asStudent.completedBookings,
      cancelledBookings: asInstructor.cancelledBookings + asStudent.cancelledBookings,
      noShowBookings: asInstructor.noShowBookings + asStudent.noShowBookings,
      earnedCents: asInstructor.totalEarningsCents,
      completedMinutes: asStudent.completedMinutes,
      distinctInstructors: asStudent.distinctInstructors,
    },
    earnedByMonth: sums(taught.filter(isCompleted), ({ date, payoutCents }) => [date.slice(0, 7), payoutCents]),
    taughtBy: sums(taken.filter(isCompleted), ({ instructorId }) => [instructorId, 1]),
  };
}

/** What a completed lesson earned stands in its payment; of the others nobody asks. */
async function withPayouts(taught: readonly BookingListEntry[]): Promise<TaughtBooking[]> {
  const payments = await readMany(taught.filter(isCompleted).map(({ bookingId }) => bookingPaymentKey(bookingId)));
  const payouts = new Map(payments.map(({ bookingId, snapshot }) => [bookingId, snapshot.payoutCents]));
  return taught.map((entry) => ({ ...entry, payoutCents: payouts.get(entry.bookingId) ?? 0 }));
}

function isCompleted({ status }: BookingListEntry): boolean {
  return status === "COMPLETED";
}

function sums<T, K>(items: readonly T[], part: (item: T) => readonly [K, number]): Map<K, number> {
  const total = new Map<K, number>();
  for (const item of items) {
    const [key, amount] = part(item);
    total.set(key, (total.get(key) ?? 0) + amount);
  }
  return total;
}
