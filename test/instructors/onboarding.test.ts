import { describe, expect, it } from "vitest";
import { missingPrerequisites } from "../../core/instructors/go-live-prerequisites.ts";
import type { Clearance } from "../../core/instructors/instructor-profile.ts";
import { onboardingPercent, onboardingSteps } from "../../core/instructors/onboarding.ts";
import vectors from "../vectors/instructors-onboarding.json" with { type: "json" };
import { instant } from "./vector.ts";

describe("onboarding", () => {
  for (const { name, input, expected } of vectors.cases) {
    it(`GOL-1, GOL-2, GOL-11 ${name}`, () => {
      const now = instant("2026-05-01T12:00:00Z");
      const clearance = input.clearance as Clearance;
      const missing = missingPrerequisites({
        profile: {
          isLive: input.isLive,
          identityNameMismatch: input.identityNameMismatch,
          clearance,
          payoutsReady: input.payoutsReady,
          ...(input.identityVerified ? { identityVerifiedAt: now } : {}),
        },
        activeOfferings: Array.from({ length: input.activeOfferings }, () => ["online"] as const),
        serviceAreaCount: 0,
        geocodedTeachingLocationCount: 0,
        checkNameMismatch: input.checkNameMismatch,
        now,
      });
      const { checkStatus, activeOfferings, ...rest } = input;
      const steps = onboardingSteps({
        ...rest,
        clearance,
        activeOfferingCount: activeOfferings,
        ...(checkStatus === null ? {} : { checkStatus }),
        missing,
      });
      expect(steps).toEqual(expected.steps);
      expect(onboardingPercent(steps)).toBe(expected.percent);
      expect(missing).toEqual(expected.missing);
    });
  }
});
