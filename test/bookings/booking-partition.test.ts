import { describe, expect, it } from "vitest";
import type { BookingStatus, CancellationCode } from "../../core/bookings/booking.ts";
import { type BookingView, compareInView, comparePendingCompletion, isInView, partitionOf } from "../../core/bookings/booking-partition.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-partition.json" with { type: "json" };
import { bookingIdOf } from "./facts.ts";

interface PartitionInput {
  readonly status: BookingStatus;
  readonly cancellationCode: CancellationCode | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly now: string;
}

const VIEWS: readonly BookingView[] = ["upcoming", "history", "book_again", "unpaid", "all"];

describe("partition and views", () => {
  for (const vector of casesOf<PartitionInput, { partition: string; views: readonly BookingView[] }>(vectors)) {
    it(`BKL-1, BKL-2 ${titleOf(vector)}`, () => {
      const { status, cancellationCode, startsAt, endsAt, now } = vector.input;
      const code = cancellationCode === null ? {} : { cancellationCode };
      const booking = { status, startsAt: instant(startsAt), endsAt: instant(endsAt), ...code };
      expect(partitionOf(booking, instant(now))).toBe(vector.expected.partition);
      expect(VIEWS.filter((view) => isInView(booking, view, instant(now)))).toEqual(vector.expected.views);
    });
  }

  it("BKL-3 shows what comes next first, and elsewhere the latest first; ties by id in the same direction", () => {
    const nine = { startsAt: instant("2025-12-10T09:00:00Z"), endsAt: instant("2025-12-10T12:00:00Z"), bookingId: bookingIdOf(1) };
    const nineToo = { ...nine, bookingId: bookingIdOf(2) };
    const ten = { startsAt: instant("2025-12-10T10:00:00Z"), endsAt: instant("2025-12-10T11:00:00Z"), bookingId: bookingIdOf(0) };
    const all = [nineToo, ten, nine];
    expect(all.toSorted(compareInView("upcoming"))).toEqual([nine, nineToo, ten]);
    expect(all.toSorted(compareInView("history"))).toEqual([ten, nineToo, nine]);
    expect(all.toSorted(comparePendingCompletion)).toEqual([ten, nine, nineToo]);
  });
});
