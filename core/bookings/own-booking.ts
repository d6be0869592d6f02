import type { Context, Member } from "../context.ts";
import type { BookingId } from "../ids.ts";
import type { Side } from "./booking.ts";
import { type BookingWithPayment, readBooking } from "./booking-repository.ts";
import { requirePermission, requireSide } from "./booking-side.ts";

export interface OwnBooking extends BookingWithPayment {
  /** The caller's. */
  readonly side: Side;
}

/** A booking of the caller's own, to be looked at; strangers get the same 404 as for none (BK-55). */
export async function readOwnBooking(ctx: Context<Member>, bookingId: BookingId): Promise<OwnBooking> {
  const found = await readBooking(bookingId);
  const side = requireSide(ctx, found.booking);
  requirePermission(ctx, "view_own_bookings");
  return { ...found, side };
}
