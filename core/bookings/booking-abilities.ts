import type { BookingPayment } from "../payments/booking-payment.ts";
import type { Instant } from "../time.ts";
import type { Booking } from "./booking.ts";
import type { Viewer } from "./booking-visibility.ts";
import { refuseCompletion } from "./completion.ts";
import { refuseCancellation } from "./decide-cancellation.ts";

/** What the viewer may do with a booking now. Only what has an operation can be done. */
export interface BookingAbilities {
  readonly cancel: boolean;
  readonly complete: boolean;
}

export interface AbilityFacts {
  readonly booking: Booking;
  readonly payment: BookingPayment;
  readonly viewer: Viewer;
  readonly now: Instant;
}

/** Asks the operations' own rules, so that a flag never promises what would be refused. */
export function abilitiesOf({ booking, viewer, now }: AbilityFacts): BookingAbilities {
  return {
    cancel: viewer !== "admin" && refuseCancellation(booking, now) === undefined,
    complete: viewer === "instructor" && refuseCompletion(booking, now) === undefined,
  };
}

/** The flags as one number: part of the ETag, so that a 304 means that they are unchanged too. */
export function abilityBits({ cancel, complete }: BookingAbilities): number {
  return [cancel, complete].reduce((bits, can, place) => bits + (can ? 2 ** place : 0), 0);
}
