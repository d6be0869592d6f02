import { describe, expect, it } from "vitest";
import { isRole } from "../../core/identity/roles.ts";
import type { AccountStatus } from "../../core/identity/user.ts";
import type { Clearance } from "../../core/instructors/instructor-profile.ts";
import { bookingRefusal, isInstructorBookable } from "../../core/instructors/is-instructor-bookable.ts";
import vectors from "../vectors/instructors-bookability.json" with { type: "json" };
import { instant } from "./vector.ts";

describe("is the instructor bookable", () => {
  for (const { name, input, expected } of vectors.cases) {
    it(`BKB-1..BKB-9, BKB-11, PUB-6 ${name}`, () => {
      const bookability = isInstructorBookable({
        profile: input.profile ? storedProfile(input.profile) : undefined,
        user: input.user ? storedUser(input.user) : undefined,
        offeringCount: input.offeringCount,
        now: instant(input.now),
        enforceBackgroundCheck: input.enforceBackgroundCheck,
      });
      expect(bookability).toEqual({ bookable: expected.bookable, reasons: expected.reasons });
      expect(bookability.bookable ? 200 : 404).toBe(expected.publicPageStatus);

      const refusal = bookingRefusal(bookability);
      const { status, code, reason } = expected.bookingAnswer as { status: number | string; code?: string; reason?: string };
      if (status === "continue") expect(refusal).toBeUndefined();
      else {
        expect(refusal?.problem.status).toBe(status);
        expect(refusal?.code).toBe(code);
        expect(refusal?.members.reason).toBe(reason);
      }
    });
  }

  it("BKB-1 hides an instructor without an account", () => {
    const facts = { user: undefined, offeringCount: 1, now: instant("2026-05-01T00:00:00Z"), enforceBackgroundCheck: true };
    const profile = { isLive: true, clearance: "valid", payoutsReady: true } as const;
    expect(isInstructorBookable({ ...facts, profile }).reasons).toEqual(["INSTRUCTOR_NOT_FOUND"]);
  });
});

interface VectorProfile {
  readonly deletedAt: string | null;
  readonly isLive: boolean;
  readonly clearance: string;
  readonly clearanceValidUntil: string | null;
  readonly payoutsReady: boolean;
}

function storedProfile({ deletedAt, clearanceValidUntil, clearance, ...rest }: VectorProfile) {
  return {
    ...rest,
    clearance: clearance as Clearance,
    ...(deletedAt === null ? {} : { deletedAt: instant(deletedAt) }),
    ...(clearanceValidUntil === null ? {} : { clearanceValidUntil: instant(clearanceValidUntil) }),
  };
}

function storedUser({ role, accountStatus }: { role: string; accountStatus: string }) {
  return { role: isRole(role) ? role : ("student" as const), accountStatus: accountStatus as AccountStatus };
}
