import { describe, expect, it } from "vitest";
import type { BookingStatus, Side } from "../../core/bookings/booking.ts";
import { decideNoShowReport, type ExistingReport, type NoShowType, refuseNoShowDispute } from "../../core/bookings/no-show.ts";
import { DomainError } from "../../core/errors.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-no-show.json" with { type: "json" };
import { DISPUTE } from "./objections.ts";

interface NoShowInput {
  readonly action: "report" | "dispute";
  readonly by: Side | "admin";
  readonly type: NoShowType | null;
  readonly bookingStatus: BookingStatus;
  readonly captured: boolean;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly now: string;
  readonly existing: { readonly type: Side; readonly reportedAt: string; readonly resolved: boolean; readonly disputed: boolean } | null;
}

describe("no-show reports", () => {
  for (const vector of casesOf<NoShowInput, { disputeUntil?: string }>(vectors)) {
    it(`BKN-1..BKN-8, BKT-8, BKT-10, BKT-11 ${titleOf(vector)}`, () => {
      const { disputeUntil, ...rest } = vector.expected;
      expect(answerOf(vector.input)).toEqual(disputeUntil === undefined ? rest : { ...rest, disputeUntil: instant(disputeUntil) });
    });
  }

  const BOOKING = { status: "CONFIRMED", startsAt: instant("2025-12-10T22:00:00Z"), endsAt: instant("2025-12-10T23:00:00Z") } as const;
  const WISH = { by: "student", isCaptured: false } as const;
  const LATER = instant("2025-12-10T22:30:00Z");

  it("BKN-3 an administrator must name who was absent", () => {
    expect(decideNoShowReport(BOOKING, { by: "admin", isCaptured: false }, LATER)).toMatchObject({ code: "INVALID_NO_SHOW_TYPE" });
  });

  it("BKN-4 a closed report bars its own side only", () => {
    const closed = { type: "student", reportedAt: BOOKING.startsAt, disputed: false, resolution: "cancelled" } as const;
    const booking = { ...BOOKING, noShow: closed };
    expect(decideNoShowReport(booking, { ...WISH, by: "instructor" }, LATER)).toMatchObject({ code: "NO_SHOW_ALREADY_REPORTED" });
    expect(decideNoShowReport(booking, WISH, LATER)).toMatchObject({ type: "instructor", resolvedAtOnce: false });
  });

  it("BKN-2, BKN-5 an open dispute of the completion comes before an existing report", () => {
    expect(decideNoShowReport({ ...BOOKING, dispute: DISPUTE }, WISH, LATER)).toMatchObject({ code: "DISPUTE_ALREADY_OPEN" });
  });

  it("BKN-7 a closed report cannot be disputed", () => {
    const closed = { type: "student", reportedAt: BOOKING.startsAt, disputed: true, resolution: "confirmed_after_review" } as const;
    expect(refuseNoShowDispute(closed, "student", LATER)).toMatchObject({ code: "NO_SHOW_RESOLVED" });
  });
});

function answerOf(input: NoShowInput): object {
  const now = instant(input.now);
  const existing = existingOf(input);
  if (input.action === "dispute") {
    if (input.by === "admin") throw new Error("no administrator disputes a report");
    const refusal = refuseNoShowDispute(existing, input.by, now);
    return refusal ? refusalOf(refusal) : { status: 200, waitsFor: "admin" };
  }
  const booking = { status: input.bookingStatus, startsAt: instant(input.startsAt), endsAt: instant(input.endsAt) };
  const wish = { by: input.by, isCaptured: input.captured, ...(input.type === null ? {} : { type: input.type }) };
  const decision = decideNoShowReport({ ...booking, ...(existing ? { noShow: existing } : {}) }, wish, now);
  return decision instanceof DomainError ? refusalOf(decision) : { status: 201, ...decision };
}

function existingOf({ existing }: NoShowInput): ExistingReport | undefined {
  if (existing === null) return undefined;
  const { type, reportedAt, disputed, resolved } = existing;
  return { type, disputed, reportedAt: instant(reportedAt), ...(resolved ? { resolution: "cancelled" } : {}) };
}

function refusalOf(refusal: DomainError): object {
  return { status: refusal.problem.status, code: refusal.code };
}
