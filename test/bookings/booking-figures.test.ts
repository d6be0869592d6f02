import { describe, expect, it } from "vitest";
import type { BookingStatus, CancellationCode } from "../../core/bookings/booking.ts";
import { instructorFigures, studentFigures } from "../../core/bookings/booking-figures.ts";
import type { LocalDate } from "../../core/time.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-stats.json" with { type: "json" };
import { INSTRUCTOR, STUDENT } from "./facts.ts";

interface FiguresInput {
  readonly bookings: readonly {
    readonly status: BookingStatus;
    readonly date: LocalDate;
    readonly startsAt: string;
    readonly payoutCents: number;
    readonly cancellationCode: CancellationCode | null;
  }[];
  readonly now: string;
  readonly timezone: string;
}

describe("figures of an instructor", () => {
  for (const vector of casesOf<FiguresInput, object>(vectors)) {
    it(`BKL-20 ${titleOf(vector)}`, () => {
      const bookings = vector.input.bookings.map(({ cancellationCode, startsAt, ...booking }) => ({
        ...booking,
        startsAt: instant(startsAt),
        ...(cancellationCode === null ? {} : { cancellationCode }),
      }));
      expect(instructorFigures(bookings, vector.input.timezone, instant(vector.input.now))).toEqual(vector.expected);
    });
  }
});

describe("figures of a student", () => {
  it("BKL-21 counts like an instructor's, and the time and people that lessons were taken with", () => {
    const startsAt = instant("2025-12-10T22:00:00Z");
    const taken = { status: "COMPLETED", startsAt, durationMinutes: 60, instructorId: INSTRUCTOR } as const;
    const bookings = [
      taken,
      { ...taken, durationMinutes: 45 },
      { ...taken, instructorId: STUDENT },
      { ...taken, status: "PENDING" },
    ] as const;
    expect(studentFigures(bookings, startsAt)).toEqual({
      totalBookings: 3,
      upcomingBookings: 0,
      completedBookings: 3,
      cancelledBookings: 0,
      noShowBookings: 0,
      completedMinutes: 165,
      distinctInstructors: 2,
    });
  });
});
