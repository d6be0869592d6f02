import type { BookingPayment } from "../../core/payments/booking-payment.ts";
import { commit } from "../../core/table/commit.ts";
import { unchanged } from "../../core/table/condition.ts";
import { bookingPaymentKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { schedule as declare } from "../../functions/runtime/declarations.ts";
import { runSchedule } from "../../functions/runtime/run-schedule.ts";
import { workDue } from "../../functions/runtime/work-due.ts";
import { standInIntent } from "./secured-payment.ts";

/** Stands in for payments until they exist: 24 hours before a lesson its payment counts as authorised (AU-3), so that it can complete itself. */
export const schedule = declare({
  name: "authorize-payments",
  stage: "local",
  expression: "rate(5 minutes)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 50,
});

export const handler = runSchedule(schedule, (ctx) =>
  workDue<BookingPayment>(ctx, "payment-authorization", async ({ now }, { bookingId, paymentStatus, version }) => {
    if (paymentStatus !== "scheduled") return false;
    const paymentIntentId = standInIntent(bookingId);
    const set = { paymentStatus: "authorized", paymentIntentId, version: version + 1, updatedAt: now } as const;
    await commit([update(bookingPaymentKey(bookingId), { set }, unchanged({ version }), { index: { gsi1: null } })]);
    return true;
  }),
);
