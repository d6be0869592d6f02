import type { BookingRules } from "../availability/booking-rules.ts";
import { readBookingRules } from "../availability/read-booking-rules.ts";
import { countFutureBookings } from "../bookings/count-future-bookings.ts";
import type { Context, Member } from "../context.ts";
import { DomainError, required } from "../errors.ts";
import { HAS_FUTURE_BOOKINGS, ZIP_OUTSIDE_SERVICE_AREA } from "../identity/identity-errors.ts";
import type { User } from "../identity/user.ts";
import { DEFAULT_PRICING_CONFIG } from "../payments/pricing-config.ts";
import { boroughOfZip } from "../places/boroughs.ts";
import { acceptOffering } from "../search/accept-offering.ts";
import { type InstructorService, termsOf } from "../search/instructor-service.ts";
import { newOffering } from "../search/new-offering.ts";
import { planReplacement } from "../search/offering-plans.ts";
import { newOfferingWrites } from "../search/offering-writes.ts";
import { requireTaughtService } from "../search/taught-service.ts";
import { commit } from "../table/commit.ts";
import { absent, unchanged } from "../table/condition.ts";
import { bookingLedgerKey, instructorProfileKey, userKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { check, update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { NewServiceInput } from "./add-my-service.ts";
import { INSTRUCTOR_PROFILE_EXISTS } from "./instructor-errors.ts";
import { firstReached } from "./lifecycle-writes.ts";
import { newInstructor, newInstructorWrites } from "./new-instructor.ts";
import type { OwnInstructor } from "./own-instructor.ts";
import { type OwnProfileView, ownProfileView } from "./own-profile-view.ts";
import { acceptProfileChanges } from "./profile-changes.ts";

export interface NewProfileInput {
  readonly bio: string;
  readonly yearsExperience: number;
  readonly minAdvanceBookingHours: number;
  readonly services: readonly NewServiceInput[];
}

/**
 * Makes the caller an instructor, a student above all (INS-3): profile, offerings and role in one transaction, which carries the version of
 * the booking ledger, so that no lesson is booked as a student meanwhile.
 */
export function createMyInstructorProfile(ctx: Context<Member>, input: NewProfileInput): Promise<OwnProfileView> {
  return untilCommitted(() => attempt(ctx, input));
}

async function attempt(ctx: Context<Member>, input: NewProfileInput): Promise<OwnProfileView> {
  const { principal, now, idempotency } = ctx;
  const { userId } = principal;
  const [key, [user, profile, ledger], futureBookingsCount, rules] = await Promise.all([
    idempotency?.claim(),
    readAll([userKey(userId), instructorProfileKey(userId), bookingLedgerKey(userId)]),
    countFutureBookings(userId, "student", now),
    readBookingRules(now),
  ]);
  if (profile) throw new DomainError(INSTRUCTOR_PROFILE_EXISTS, "You have an instructor profile already; change it instead.");
  const account = required(user, "whoever is signed in has an account");
  checkMayTeach(account, futureBookingsCount);
  const own = newOwnInstructor(account, input, rules, now);
  const answer = ownProfileView(own, now);
  await commit([
    ...newInstructorWrites(account, now, own),
    ...own.offerings.flatMap((offering) => newOfferingWrites(offering, false)),
    firstReached(userId, "profile_submitted", now),
    firstReached(userId, "services_configured", now),
    check(bookingLedgerKey(userId), ledger ? unchanged({ version: ledger.version }) : absent),
    ...events(ctx, own),
    ...roleChange(ctx, account),
    ...(key ? [key.completion(201, answer)] : []),
  ]);
  return answer;
}

function checkMayTeach({ role, zipCode }: User, futureBookingsCount: number): void {
  if (role === "student" && futureBookingsCount > 0) {
    throw new DomainError(HAS_FUTURE_BOOKINGS, "Take or cancel your booked lessons first.", { futureBookingsCount });
  }
  if (boroughOfZip(zipCode) === null) {
    throw new DomainError(ZIP_OUTSIDE_SERVICE_AREA, "Instructors need a ZIP code in New York City; change yours first.");
  }
}

function newOwnInstructor(user: User, { services, ...wanted }: NewProfileInput, rules: BookingRules, now: Instant): OwnInstructor {
  const made = newInstructor(user, now);
  const accepted = acceptProfileChanges(wanted, made.profile);
  const { bio, yearsExperience, minAdvanceBookingHours } = { ...made.profile, ...accepted };
  return {
    user: { ...user, role: "instructor" },
    rules,
    ...made,
    profile: { ...made.profile, bio, bioIsDefault: false, yearsExperience, minAdvanceBookingHours, skillsConfigured: true },
    offerings: newOfferings(user, services, now),
    reachedStages: new Set(),
  };
}

function newOfferings({ userId }: User, services: readonly NewServiceInput[], now: Context["now"]): InstructorService[] {
  planReplacement(
    [],
    services.map(({ serviceId }) => serviceId),
  );
  return services.map(({ serviceId, ...draft }) => {
    const taught = requireTaughtService(serviceId);
    return newOffering(userId, taught.service, acceptOffering(draft, taught, DEFAULT_PRICING_CONFIG.priceFloorCents), now);
  });
}

function events(ctx: Context, { profile, offerings }: OwnInstructor): Write[] {
  const { instructorId } = profile;
  return [
    publish(ctx, "instructor.profile_created", { instructorId }),
    ...offerings.map((offering) =>
      publish(ctx, "instructor_service.changed", {
        instructorId,
        serviceId: offering.serviceId,
        before: null,
        after: termsOf(offering),
      }),
    ),
  ];
}

/** One user has one role: a student becomes an instructor for good. */
function roleChange(ctx: Context, { userId, role, accountStatus }: User): Write[] {
  if (role === "instructor") return [];
  return [
    update(userKey(userId), { set: { role: "instructor", updatedAt: ctx.now } }, unchanged({ role, accountStatus })),
    publish(ctx, "user.updated", { userId, fields: ["role"] }),
  ];
}
