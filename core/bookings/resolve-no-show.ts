import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import type { NoShowResolution } from "./booking.ts";
import { NO_SHOW_NOT_FOUND, NO_SHOW_RESOLVED } from "./booking-errors.ts";
import { readBooking, withParent } from "./booking-repository.ts";
import { isConfirmedBySilence } from "./no-show.ts";
import { endReport } from "./no-show-resolution.ts";

/** An administrator decides about an open report (NS-2). A closed one is 409 `NO_SHOW_RESOLVED`. */
export async function resolveNoShow(ctx: Context, bookingId: BookingId, resolution: NoShowResolution): Promise<void> {
  return untilCommitted(async () => {
    const lesson = await readBooking(bookingId);
    const { noShow } = lesson.booking;
    if (noShow === undefined) throw new DomainError(NO_SHOW_NOT_FOUND, "Nobody has reported an absence from this lesson.");
    if (noShow.resolution !== undefined) throw new DomainError(NO_SHOW_RESOLVED, "This report is closed.");
    await commit(endReport(ctx, await withParent(lesson), noShow, resolution).writes);
  });
}

/** A report to which nobody objected for a day is confirmed (BKN-8). Answers whether it was: not if it was disputed or closed meanwhile. */
export async function resolveDueNoShow(ctx: Context, bookingId: BookingId): Promise<boolean> {
  return untilCommitted(
    async () => {
      const lesson = await readBooking(bookingId);
      const { noShow } = lesson.booking;
      if (noShow === undefined || !isConfirmedBySilence(noShow, ctx.now)) return false;
      await commit(endReport(ctx, await withParent(lesson), noShow, "confirmed_no_dispute").writes);
      return true;
    },
    (lost) => lost,
  );
}
