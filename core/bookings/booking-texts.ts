import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import type { Booking, BookingDispute, BookingNoShow } from "./booking.ts";

const KEPT_MS = 2_555 * DAY_MS;

/** From when on the texts of a booking are older than they may become (identity PRV-8). */
export function textsDueAt(createdAt: Instant): Instant {
  return plusMilliseconds(createdAt, KEPT_MS + 1);
}

/** Whether the booking holds a place, or words of its people. */
export function holdsTexts({ location, studentNote, instructorNote, cancellationReason, noShow, dispute }: Booking): boolean {
  const texts = [location, studentNote, instructorNote, cancellationReason, noShow?.reason, noShow?.disputeReason, dispute?.reason];
  return texts.some((text) => text !== undefined);
}

/** The booking without its place and the words of its people (BKL-14). That the lesson was agreed, and what it cost, is kept. */
export function withoutTexts(booking: Booking): Booking {
  const { location: _place, studentNote: _student, instructorNote: _instructor, cancellationReason: _reason, ...rest } = booking;
  const { noShow, dispute, ...kept } = rest;
  return { ...kept, ...(noShow && { noShow: reportWithoutWords(noShow) }), ...(dispute && { dispute: disputeWithoutWords(dispute) }) };
}

function reportWithoutWords({ reason: _reason, disputeReason: _objection, ...report }: BookingNoShow): BookingNoShow {
  return report;
}

function disputeWithoutWords({ reason: _reason, ...dispute }: BookingDispute): BookingDispute {
  return dispute;
}
