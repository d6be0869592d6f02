import { describe, expect, it } from "vitest";
import { DomainError } from "../../core/errors.ts";
import type { AccountStatus } from "../../core/identity/user.ts";
import { decideGoLive, type GoLiveRequest } from "../../core/instructors/decide-go-live.ts";
import { type GoLiveFacts, missingPrerequisites } from "../../core/instructors/go-live-prerequisites.ts";
import type { Clearance, OfflineReason } from "../../core/instructors/instructor-profile.ts";
import type { PricingFormat } from "../../core/payments/pricing-format.ts";
import vectors from "../vectors/instructors-go-live.json" with { type: "json" };
import { instant, refusalOf } from "./vector.ts";

type VectorCase = (typeof vectors.cases)[number];

describe("going live", () => {
  for (const { name, input, expected } of vectors.cases) {
    it(`GOL-2..GOL-5 ${name}`, () => {
      if (expected.status === 200) {
        const { changed, onboardingCompletedAt, firstTime } = expected as {
          changed: boolean;
          onboardingCompletedAt?: string;
          firstTime?: boolean;
        };
        expect(decideGoLive(requestOf(input))).toEqual(
          changed ? { changed, onboardingCompletedAt: instant(String(onboardingCompletedAt)), firstTime } : { changed },
        );
        return;
      }
      const refusal = refusalOf(() => decideGoLive(requestOf(input)));
      expect(refusal).toBeInstanceOf(DomainError);
      expect(refusal).toMatchObject({
        code: expected.code,
        problem: { status: expected.status },
        ...("missing" in expected ? { members: { missing: expected.missing } } : {}),
      });
    });
  }

  it("GOL-2 counts a check as missing from the instant it ends", () => {
    expect(missingPrerequisites({ ...allDone, now: instant("2027-03-31T23:59:59Z") })).toEqual([]);
    expect(missingPrerequisites({ ...allDone, now: instant("2027-04-01T00:00:00Z") })).toEqual(["background_check"]);
  });

  it("GOL-2 blocks on the check's own name mismatch", () => {
    expect(missingPrerequisites({ ...allDone, checkNameMismatch: true })).toEqual(["name_mismatch"]);
  });
});

const allDone: GoLiveFacts = {
  profile: {
    isLive: false,
    identityNameMismatch: false,
    identityVerifiedAt: instant("2026-04-01T10:00:00Z"),
    clearance: "valid",
    clearanceValidUntil: instant("2027-04-01T00:00:00Z"),
    payoutsReady: true,
  },
  activeOfferings: [["online"]],
  serviceAreaCount: 0,
  geocodedTeachingLocationCount: 0,
  checkNameMismatch: false,
  now: instant("2026-05-01T12:00:00Z"),
};

function requestOf(input: VectorCase["input"]): GoLiveRequest {
  return {
    profile: input.hasProfile
      ? {
          isLive: input.isLive,
          identityNameMismatch: input.identityNameMismatch,
          clearance: input.clearance as Clearance,
          payoutsReady: input.payoutsReady,
          ...(input.offlineReason === null ? {} : { offlineReason: input.offlineReason as OfflineReason }),
          ...(input.identityVerifiedAt === null ? {} : { identityVerifiedAt: instant(input.identityVerifiedAt) }),
          ...(input.clearanceValidUntil === null ? {} : { clearanceValidUntil: instant(input.clearanceValidUntil) }),
          ...(input.onboardingCompletedAt === null ? {} : { onboardingCompletedAt: instant(input.onboardingCompletedAt) }),
        }
      : undefined,
    accountStatus: input.accountStatus as AccountStatus,
    activeOfferings: input.activeOfferings as PricingFormat[][],
    serviceAreaCount: input.serviceAreas,
    geocodedTeachingLocationCount: input.geocodedTeachingLocations,
    checkNameMismatch: input.checkNameMismatch,
    now: instant(input.now),
  };
}
