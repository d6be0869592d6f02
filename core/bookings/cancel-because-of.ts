import type { Context } from "../context.ts";
import { assertNever } from "../errors.ts";
import type { DomainEvent } from "../events.ts";
import { type CancellationOfMany, cancelBookingsOf } from "./cancel-bookings-of.ts";

type Cause = DomainEvent<"user.status_changed" | "background_check.changed" | "user.erased">;

const CONSUMER = "cancel-bookings";

/**
 * What happened to a person ends their coming lessons: suspended by an administrator who says so (BKE-2), clearance revoked (BKE-3), erased
 * (BKE-5). A pause, an expired check or a withdrawn service ends none (BKE-1, BKE-6).
 */
export async function cancelBecauseOf(ctx: Context, event: Cause): Promise<void> {
  const wish = wishOf(event);
  if (wish === undefined) return;
  const { id: eventId, occurredAt } = event;
  await cancelBookingsOf(ctx, { ...wish, cause: { consumer: CONSUMER, eventId, occurredAt } });
}

function wishOf(event: Cause): Omit<CancellationOfMany, "cause"> | undefined {
  const { eventType, data, occurredAt } = event;
  switch (eventType) {
    case "user.status_changed":
      return data.to === "suspended" && data.cancelFutureBookings === true
        ? { userId: data.userId, from: occurredAt, code: "account_suspended" }
        : undefined;
    case "background_check.changed":
      return data.cancelBookingsFrom === undefined
        ? undefined
        : { userId: data.instructorId, as: "instructor", from: data.cancelBookingsFrom, code: "background_check" };
    case "user.erased":
      return { userId: data.userId, from: occurredAt, code: "account_erased" };
    default:
      return assertNever(eventType);
  }
}
