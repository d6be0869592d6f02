import type { BookingRules } from "../availability/booking-rules.ts";
import type { AvailabilitySettings } from "../availability/calendar-settings.ts";
import { readBookingRules } from "../availability/read-booking-rules.ts";
import { DomainError, notFound, required } from "../errors.ts";
import type { User } from "../identity/user.ts";
import type { InstructorServiceId, UserId } from "../ids.ts";
import type { InstructorService } from "../search/instructor-service.ts";
import { readOfferings } from "../search/read-offerings.ts";
import { INSTRUCTOR_SERVICE_NOT_FOUND } from "../search/search-errors.ts";
import type { ServiceAreas } from "../search/service-areas.ts";
import { calendarSettingsKey, instructorProfileKey, lifecycleEventKey, serviceAreasKey, userKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import type { Instant } from "../time.ts";
import { INSTRUCTOR_PROFILE_NOT_FOUND } from "./instructor-errors.ts";
import type { InstructorProfile } from "./instructor-profile.ts";
import type { LifecycleStage } from "./lifecycle-event.ts";

/** An instructor as the owner works with: everything that the own profile shows and that decides about its changes. */
export interface OwnInstructor {
  readonly user: User;
  readonly profile: InstructorProfile;
  readonly settings: AvailabilitySettings;
  /** The platform's, by which the notice that really counts is shown. */
  readonly rules: BookingRules;
  readonly areas: ServiceAreas;
  /** In the order of their creation, inactive ones too. */
  readonly offerings: readonly InstructorService[];
  /** Those of the stages below that were recorded. */
  readonly reachedStages: ReadonlySet<LifecycleStage>;
}

const RECORDED_ONCE = ["profile_submitted", "services_configured"] as const satisfies readonly LifecycleStage[];

/** One round trip, strongly consistent: a batch, and beside it the offerings. 404 `INSTRUCTOR_PROFILE_NOT_FOUND` (INS-1). */
export async function readOwnInstructor(userId: UserId, now: Instant): Promise<OwnInstructor> {
  const [[user, profile, settings, areas], stages, offerings, rules] = await Promise.all([
    readAll([userKey(userId), instructorProfileKey(userId), calendarSettingsKey(userId), serviceAreasKey(userId)]),
    readAll(RECORDED_ONCE.map((stage) => lifecycleEventKey(userId, stage))),
    readOfferings(userId),
    readBookingRules(now),
  ]);
  if (!profile || profile.deletedAt !== undefined) throw profileNotFound();
  return {
    user: required(user, "whoever is signed in has an account"),
    profile,
    settings: required(settings, "a profile is made together with its calendar settings"),
    rules,
    areas: required(areas, "a profile is made together with its service areas"),
    offerings,
    reachedStages: new Set(stages.flatMap((event) => (event ? [event.stage] : []))),
  };
}

export function activeOfferings({ offerings }: Pick<OwnInstructor, "offerings">): InstructorService[] {
  return offerings.filter((offering) => offering.isActive);
}

/** The caller's own offering; one that was removed is gone, whatever is kept of it. */
export function requireActiveOffering(own: OwnInstructor, id: InstructorServiceId): InstructorService {
  const offering = activeOfferings(own).find((candidate) => candidate.instructorServiceId === id);
  if (!offering) throw notFound(INSTRUCTOR_SERVICE_NOT_FOUND);
  return offering;
}

export function profileNotFound(): DomainError {
  return new DomainError(INSTRUCTOR_PROFILE_NOT_FOUND, "Create your instructor profile first.");
}
