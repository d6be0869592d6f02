import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BookingStatus } from "../../core/bookings/booking.ts";
import { isOccupying } from "../../core/bookings/booking.ts";
import { type BookingEvent, transition } from "../../core/bookings/booking-transitions.ts";
import { DomainError } from "../../core/errors.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-states.json" with { type: "json" };

interface TransitionExpected {
  readonly accepted: boolean;
  readonly to: BookingStatus;
  readonly releasesTime?: boolean;
  readonly effect?: boolean;
  readonly code?: string;
}

const cases = casesOf<{ status: BookingStatus; event: BookingEvent }, TransitionExpected>(vectors);

describe("booking transitions", () => {
  for (const vector of cases) {
    it(`BKS-1..BKS-4 ${titleOf(vector)}`, () => {
      const { status, event } = vector.input;
      const { accepted, to, releasesTime, effect, code } = vector.expected;
      const answer = transition(status, event);
      if (accepted) {
        expect(answer).toEqual({ to, releasesTime, effect });
      } else {
        expect(answer).toMatchObject({ code, problem: { status: 409 } });
        expect(to).toBe(status);
      }
    });
  }

  it("BKS-5 a refused command names the status and the event", () => {
    expect(transition("COMPLETED", "payment_confirmed")).toMatchObject({
      code: "INVALID_BOOKING_TRANSITION",
      members: { bookingStatus: "COMPLETED", event: "payment_confirmed" },
    });
  });

  it("BKS-1, BKS-3, BKS-4 no sequence of events leaves a final state, returns to PENDING, or frees time twice", () => {
    const events = fc.array(fc.constantFrom(...new Set(cases.map((vector) => vector.input.event))), { maxLength: 12 });
    fc.assert(
      fc.property(events, (sequence) => {
        let status: BookingStatus = "PENDING";
        let releases = 0;
        for (const event of sequence) {
          const answer = transition(status, event);
          if (answer instanceof DomainError) continue;
          if (status === "CANCELLED" || status === "NO_SHOW" || status === "PAYMENT_FAILED") expect(answer.to).toBe(status);
          if (status !== "PENDING") expect(answer.to).not.toBe("PENDING");
          if (answer.releasesTime) releases++;
          status = answer.to;
        }
        expect(releases).toBe(isOccupying(status) ? 0 : 1);
      }),
    );
  });
});
