import { type AvailabilitySettings, defaultSettings } from "../availability/calendar-settings.ts";
import type { User } from "../identity/user.ts";
import { newCommission } from "../payments/commission.ts";
import { newServiceAreas, type ServiceAreas, startingServiceAreas } from "../search/service-areas.ts";
import { absent } from "../table/condition.ts";
import { calendarSettingsKey, calendarsIndex, commissionKey, instructorProfileKey, serviceAreasKey } from "../table/keys.ts";
import { put, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import { defaultBio } from "./bio.ts";
import type { InstructorProfile } from "./instructor-profile.ts";
import { firstReached } from "./lifecycle-writes.ts";

type Newcomer = Pick<User, "userId" | "firstName" | "zipCode" | "timezone">;

/** What an instructor is from the first moment on. */
export interface NewInstructor {
  readonly profile: InstructorProfile;
  readonly settings: AvailabilitySettings;
  readonly areas: ServiceAreas;
}

export function newInstructor(user: Newcomer, now: Instant): NewInstructor {
  const { userId, timezone, zipCode } = user;
  return {
    profile: newInstructorProfile(user, now),
    settings: { ...defaultSettings(userId, timezone), version: 1 },
    areas: newServiceAreas(startingServiceAreas(zipCode)),
  };
}

/** Everything an instructor begins with, for the transaction that makes one: a new instructor never meets a 404 (INS-2). */
export function newInstructorWrites(user: Newcomer, now: Instant, made: NewInstructor = newInstructor(user, now)): Write[] {
  const { userId } = user;
  return [
    put(instructorProfileKey(userId), made.profile, absent),
    put(calendarSettingsKey(userId), made.settings, absent, { index: { gsi2: calendarsIndex(userId) } }),
    put(serviceAreasKey(userId), made.areas, absent),
    put(commissionKey(userId), newCommission(), absent),
    firstReached(userId, "registered", now),
  ];
}

/** A profile as it begins: a default bio and nothing live. */
export function newInstructorProfile({ userId, firstName, timezone }: Newcomer, now: Instant): InstructorProfile {
  return {
    instructorId: userId,
    bio: defaultBio({ firstName, serviceNames: [] }),
    bioIsDefault: true,
    yearsExperience: 0,
    minAdvanceBookingHours: 1,
    preferredTeachingLocations: [],
    preferredPublicSpaces: [],
    skillsConfigured: false,
    isLive: false,
    offlineReason: "never_live",
    identityNameMismatch: false,
    clearance: "none",
    payoutsReady: false,
    isFounding: false,
    completedLessons: 0,
    timezone,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
