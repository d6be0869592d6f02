import type { Side } from "../../../core/bookings/booking.ts";
import type { Model, ModelBooking, ModelReport } from "../model.ts";

const DAY = 24 * 3_600_000;

/** What reporting the other side as absent answers: `201`, or `mutual` where both have said it now. */
export function reportAnswer({ now }: Model, { status, startsAt, endsAt, report, dispute }: ModelBooking, by: Side): string {
  if (status !== "CONFIRMED" && status !== "COMPLETED") return "BOOKING_NOT_REPORTABLE";
  if (now < startsAt) return "LESSON_NOT_STARTED";
  if (now >= endsAt + DAY) return "NO_SHOW_WINDOW_CLOSED";
  if (dispute?.isOpen) return "DISPUTE_ALREADY_OPEN";
  if (report?.by === by) return "NO_SHOW_ALREADY_REPORTED";
  return report?.isOpen ? "mutual" : "201";
}

/** What the accused's objection answers. */
export function objectionAnswer({ now }: Model, report: ModelReport | undefined, by: Side): string {
  if (report === undefined) return "NO_SHOW_NOT_FOUND";
  if (report.type !== by) return "ROLE_REQUIRED";
  if (!report.isOpen) return "NO_SHOW_RESOLVED";
  if (report.isDisputed) return "NO_SHOW_ALREADY_DISPUTED";
  return now < report.at + DAY ? "200" : "NO_SHOW_DISPUTE_WINDOW_CLOSED";
}

/** What taking the report back answers. */
export function withdrawalAnswer({ now }: Model, report: ModelReport | undefined, by: Side): string {
  if (report === undefined) return "NO_SHOW_NOT_FOUND";
  if (report.by !== by) return "ROLE_REQUIRED";
  if (!report.isOpen) return "NO_SHOW_RESOLVED";
  if (report.isDisputed) return "NO_SHOW_ALREADY_DISPUTED";
  return now < report.at + DAY ? "200" : "NO_SHOW_RESOLVED";
}

/** Whether nobody objected to the report for its day. */
export function isConfirmedBySilence({ now }: Model, { report }: ModelBooking): boolean {
  return report?.isOpen === true && !report.isDisputed && now >= report.at + DAY;
}
