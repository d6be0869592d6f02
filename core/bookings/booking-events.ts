import type { BookingId, CategoryId, ServiceId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { Instant } from "../time.ts";
import type { Booking, CancellationCode, CancellationWindow, CompletionSource, Side } from "./booking.ts";
import type { ReminderKind } from "./reminders.ts";

/** What every event of a booking says. No notes, names or addresses: a consumer that needs them reads the booking. */
export interface BookingFact {
  readonly bookingId: BookingId;
  readonly studentId: UserId;
  readonly instructorId: UserId;
  /** The booking's version after the change. */
  readonly version: number;
}

export interface BookingCancelled extends BookingFact {
  readonly by: Side | "platform" | "payment";
  readonly userId?: UserId;
  readonly window: CancellationWindow;
  readonly code?: CancellationCode;
  readonly wasConfirmed: boolean;
}

/** Tells no person anything: it asks whoever carries the money for the answer that ends the move (BKR-9). The fact is the new booking's. */
export interface BookingMoveHeld extends BookingFact {
  readonly oldBookingId: BookingId;
  readonly mode: BookingRescheduled["mode"];
}

export interface BookingRescheduled extends BookingFact {
  readonly oldBookingId: BookingId;
  readonly newBookingId: BookingId;
  readonly oldStartsAt: Instant;
  readonly newStartsAt: Instant;
  readonly mode: "carry" | "lock" | "new_payment";
}

export interface BookingCompleted extends BookingFact {
  readonly serviceId: ServiceId;
  readonly categoryId: CategoryId;
  readonly bookedAt: Instant;
  readonly completedAt: Instant;
  readonly confirmedBy: CompletionSource;
  readonly lessonPriceCents: Cents;
}

/** The events of this part (section 6). */
export interface BookingEvents {
  readonly "booking.created": BookingFact;
  readonly "booking.confirmed": BookingFact;
  readonly "booking.payment_failed": BookingFact;
  readonly "booking.updated": BookingFact & { readonly fields: readonly string[] };
  readonly "booking.cancelled": BookingCancelled;
  readonly "booking.move_held": BookingMoveHeld;
  readonly "booking.rescheduled": BookingRescheduled;
  readonly "booking.completed": BookingCompleted;
  readonly "booking.no_show_reported": BookingFact & { readonly type: Side | "mutual"; readonly disputeUntil: Instant };
  readonly "booking.no_show_disputed": BookingFact;
  readonly "booking.no_show": BookingFact & { readonly type: Side | "mutual"; readonly wasCompleted: boolean };
  readonly "booking.no_show_withdrawn": BookingFact;
  readonly "booking.disputed": BookingFact & { readonly by: Side };
  readonly "booking.reminder_due": BookingFact & { readonly kind: ReminderKind };
  readonly "booking.dispute_resolved": BookingFact & { readonly resolution: string };
  readonly "instructor.reliability_warning": ReliabilityFact;
  readonly "instructor.reliability_review": ReliabilityFact;
}

export interface ReliabilityFact {
  readonly instructorId: UserId;
  readonly score: number;
  readonly bookingIds: readonly BookingId[];
}

export function bookingFact(booking: Pick<Booking, keyof BookingFact>): BookingFact {
  const { bookingId, studentId, instructorId, version } = booking;
  return { bookingId, studentId, instructorId, version };
}
