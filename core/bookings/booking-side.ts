import type { Context, Member } from "../context.ts";
import { DomainError, notFound, OPERATION_IN_PROGRESS, PERMISSION_REQUIRED } from "../errors.ts";
import type { Permission } from "../identity/roles.ts";
import type { Booking, Moving, Side } from "./booking.ts";
import { BOOKING_NOT_FOUND } from "./booking-errors.ts";
import { refuseWhileMoving } from "./refuse-while-moving.ts";

/** The caller's side of the booking; strangers meet the same 404 as for no booking (BK-55). */
export function requireSide({ principal }: Context<Member>, booking: Pick<Booking, "studentId" | "instructorId">): Side {
  if (principal.userId === booking.studentId) return "student";
  if (principal.userId === booking.instructorId) return "instructor";
  throw notFound(BOOKING_NOT_FOUND);
}

/** 403 unless the caller has the permission. */
export function requirePermission({ principal }: Context<Member>, permission: Permission): void {
  if (principal.permissions.has(permission)) return;
  throw new DomainError(PERMISSION_REQUIRED, `Your account lacks the permission ${permission}.`, { permission });
}

/** 409 while a move from or to the booking waits for its money. */
export function requireStill(booking: Moving): void {
  const refusal = refuseWhileMoving(booking);
  if (refusal) throw refusal;
}

/** The refusal of a change that lost its race for the booking five times (BK-56). */
export function bookingIsChanging(): DomainError {
  const headers = { "retry-after": "1" };
  return new DomainError(OPERATION_IN_PROGRESS, "This booking is changing right now. Repeat in a second.", {}, { headers });
}
