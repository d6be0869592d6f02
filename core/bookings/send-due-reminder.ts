import type { Context } from "../context.ts";
import type { BookingId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { present } from "../table/condition.ts";
import { dueIndex, lessonReminderKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import { remove, update, type Write } from "../table/write.ts";
import { type Booking, isMoving } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, readBooking } from "./booking-repository.ts";
import { dueReminders, nextReminderAt } from "./reminders.ts";

/** How late a reminder may still be sent when sweeps were missed (NTF-42). */
const CATCH_UP_MINUTES = 60;

/**
 * Reminds the two people of a lesson, once per kind: the flag on the booking is set in the transaction that publishes the reminder (NTF-43).
 * Answers whether there was one to send; a lesson that is not confirmed any more, or whose reminders are over, waits for none. One that is
 * moving waits until that has ended.
 */
export async function sendDueReminder(ctx: Context, bookingId: BookingId): Promise<boolean> {
  return untilCommitted(
    async () => {
      const { booking } = await readBooking(bookingId);
      if (isMoving(booking)) return false;
      const kinds = dueReminders(booking, ctx.now, CATCH_UP_MINUTES);
      const after = kinds.length === 0 ? booking : reminded(booking, kinds, ctx);
      await commit([
        ...(kinds.length === 0 ? [] : changeBooking(booking, after)),
        waitForNext(after, ctx),
        ...kinds.map((kind) => publish(ctx, "booking.reminder_due", { ...bookingFact(after), kind })),
      ]);
      return kinds.length > 0;
    },
    (lost) => lost,
  );
}

function reminded(booking: Booking, kinds: ReturnType<typeof dueReminders>, { now }: Context): Booking {
  const flags = {
    ...(kinds.includes("24h") ? { reminder24hAt: now } : {}),
    ...(kinds.includes("1h") ? { reminder1hAt: now } : {}),
  };
  return { ...booking, ...flags, updatedAt: now, version: booking.version + 1 };
}

function waitForNext(booking: Booking, { now }: Context): Write {
  const { bookingId } = booking;
  const dueAt = nextReminderAt(booking, now, CATCH_UP_MINUTES);
  const key = lessonReminderKey(bookingId);
  if (dueAt === undefined) return remove(key, present);
  return update(key, {}, present, { index: { gsi1: dueIndex("lesson-reminder", dueAt, bookingId) } });
}
