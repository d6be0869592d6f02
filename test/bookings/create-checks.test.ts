import { describe, expect, it } from "vitest";
import { BOOKABLE_PROBLEMS, type BookableReason } from "../../core/availability/bookable-problems.ts";
import { type CreateFacts, decideCreate } from "../../core/bookings/create-checks.ts";
import { refuseCreateRequest } from "../../core/bookings/create-request.ts";
import { offeredLocationTypes } from "../../core/bookings/lesson-place.ts";
import type { LocationType } from "../../core/bookings/location-type.ts";
import { DomainError, required as present } from "../../core/errors.ts";
import { BETA_ACCESS_REQUIRED } from "../../core/identity/identity-errors.ts";
import type { Role } from "../../core/identity/roles.ts";
import type { AccountStatus } from "../../core/identity/user.ts";
import type { UserId } from "../../core/ids.ts";
import type { NotBookableReason } from "../../core/instructors/is-instructor-bookable.ts";
import type { StandingMarks } from "../../core/payments/credit-standing.ts";
import { DEFAULT_PRICING_CONFIG } from "../../core/payments/pricing-config.ts";
import type { Instant } from "../../core/time.ts";
import { pricesOf, type Rates } from "../support/format-prices.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-create-validation.json" with { type: "json" };
import { bookingIdOf, daysWith, lessonOf } from "./facts.ts";

interface CreateInput {
  readonly gateOpen: boolean;
  readonly role: Role;
  readonly hasPermission: boolean;
  readonly callerId: UserId;
  readonly instructorId: UserId;
  readonly idempotencyKey: string | null;
  readonly studentStatus: AccountStatus;
  readonly bookabilityReasons: readonly NotBookableReason[];
  readonly offering: {
    readonly isActive: boolean;
    readonly instructorId: UserId;
    readonly durationOptions: readonly number[];
    readonly rates: Rates;
  } | null;
  readonly blocked: boolean;
  readonly standing: StandingMarks;
  readonly durationMinutes: number;
  readonly locationType: LocationType;
  readonly meetingLocation: string | null;
  readonly point: "unknown" | "inside" | "outside";
  readonly geocodedTeachingPlaces: number;
  readonly studentNote: string | null;
  readonly expectedTotalCents: number | null;
  readonly pendingCount: number;
  readonly availabilityReason: BookableReason | null;
  readonly studentConflict: boolean;
}

interface CreateExpected {
  readonly ok: boolean;
  readonly status: number;
  readonly code?: string;
  readonly details?: object;
  readonly lessonPriceCents?: number;
  readonly totalCents?: number;
}

describe("creating a booking", () => {
  const cases = casesOf<CreateInput, CreateExpected>(vectors);
  const [plain] = cases;

  for (const vector of cases) {
    it(`BK-1..BK-12, BK-20..BK-30 ${titleOf(vector)}`, () => {
      const { ok, status, code, details, lessonPriceCents, totalCents } = vector.expected;
      const answer = refuseCreateRequest(requestOf(vector.input)) ?? decideCreate(factsOf(vector.input));
      if (answer instanceof DomainError) {
        expect({ ok: false, status: answer.problem.status, code: answer.code }).toEqual({ ok, status, code });
        expect(answer.members).toMatchObject(details ?? {});
      } else {
        const { basePriceCents, studentFeeCents } = answer.snapshot;
        expect({ ok: true, basePriceCents, total: basePriceCents + studentFeeCents }).toEqual({
          ok,
          basePriceCents: lessonPriceCents,
          total: totalCents,
        });
        expect(answer).toMatchObject(LESSON);
      }
    });
  }

  it("BK-20 names what is offered: a meeting half-way needs a price for either home", () => {
    expect(offeredLocationTypes(pricesOf({ online: 8000 }))).toEqual(["online"]);
    expect(offeredLocationTypes(pricesOf({ student_location: 9000 }))).toEqual(["student_location", "neutral_location"]);
    expect(offeredLocationTypes(pricesOf({ instructor_location: 9000 }))).toEqual(["instructor_location", "neutral_location"]);
  });

  it("BK-24 takes the instructor's own place, and stores no place for an online lesson", () => {
    const input = present(plain, "the file has cases").input;
    expect(decideCreate(factsOf({ ...input, locationType: "instructor_location" }))).toMatchObject({ location: STUDIO });
    expect(decideCreate(factsOf(input))).not.toHaveProperty("location");
  });

  it("BK-29 names the student's own earliest lesson in the way", () => {
    const input = { ...present(plain, "the file has cases").input, studentConflict: true };
    expect(decideCreate(factsOf(input))).toMatchObject({
      code: "STUDENT_TIME_CONFLICT",
      members: { bookingId: bookingIdOf(7), ...LESSON },
    });
  });

  it("BK-28 answers every reason of the calendar with its own status", () => {
    for (const { code, status } of Object.values(BOOKABLE_PROBLEMS)) {
      const input = { ...present(plain, "the file has cases").input, availabilityReason: code };
      expect(decideCreate(factsOf(input))).toMatchObject({ code, problem: { status } });
    }
  });
});

const NOW: Instant = "2025-12-01T10:00:00.000Z";
const LESSON = { startsAt: "2025-12-10T22:00:00.000Z", endsAt: "2025-12-10T23:00:00.000Z" } as const;
const STUDIO = { address: "55 Bank St", lat: 40.73, lng: -74.0 };

function requestOf(input: CreateInput) {
  return {
    role: input.role,
    permissions: new Set(input.hasPermission ? (["create_bookings"] as const) : []),
    gate: input.gateOpen ? undefined : BETA_ACCESS_REQUIRED,
    studentNote: input.studentNote ?? undefined,
    hasIdempotencyKey: input.idempotencyKey !== null,
  };
}

function factsOf(input: CreateInput): CreateFacts {
  const { offering, locationType, durationMinutes, availabilityReason } = input;
  const formatPrices = pricesOf(offering?.rates ?? {});
  const point = input.point === "unknown" ? {} : { lat: 40.73, lng: -73.99 };
  return {
    studentStatus: input.studentStatus,
    parties: {
      callerId: input.callerId,
      instructorId: input.instructorId,
      bookability: { bookable: input.bookabilityReasons.length === 0, reasons: input.bookabilityReasons },
      isBlocked: input.blocked,
      ...(offering ? { offering } : {}),
    },
    standing: input.standing,
    durationOptions: offering?.durationOptions ?? [],
    place: {
      locationType,
      formatPrices,
      isInServiceArea: input.point === "inside",
      ...(input.meetingLocation === null ? {} : { meetingPlace: { address: input.meetingLocation, ...point } }),
      ...(input.geocodedTeachingPlaces > 0 ? { teachingPlace: STUDIO } : {}),
    },
    price: {
      formatPrices,
      locationType,
      durationMinutes,
      commission: { isFounding: false, payoutHold: false },
      activity: { completedInWindow: 0 },
      config: DEFAULT_PRICING_CONFIG,
    },
    ...(input.expectedTotalCents === null ? {} : { expectedTotalCents: input.expectedTotalCents }),
    pendingCount: input.pendingCount,
    time: availabilityReason === null ? { ok: true, ...LESSON } : { ok: false, reason: availabilityReason, details: {} },
    student: {
      days: daysWith(input.studentConflict ? [LESSON] : []),
      lessons: input.studentConflict ? [lessonOf(LESSON, "CONFIRMED", 7)] : [],
    },
    now: NOW,
  };
}
