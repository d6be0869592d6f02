import type { BookingDispute, BookingNoShow } from "../../core/bookings/booking.ts";

export const REPORT: BookingNoShow = {
  reportId: "nsr_01JE0000000000000000000001",
  type: "student",
  reportedBy: "instructor",
  reportedAt: "2025-12-10T22:20:00.000Z",
  disputed: false,
};

export const DISPUTE: BookingDispute = {
  disputeId: "bdp_01JE0000000000000000000001",
  by: "student",
  reason: "It ended after ten minutes.",
  at: "2025-12-10T23:10:00.000Z",
};
