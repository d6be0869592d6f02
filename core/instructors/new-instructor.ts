import { defaultSettings } from "../availability/calendar-settings.ts";
import type { User } from "../identity/user.ts";
import { newCommission } from "../payments/commission.ts";
import { newServiceAreas, startingServiceAreas } from "../search/service-areas.ts";
import { absent } from "../table/condition.ts";
import { calendarSettingsKey, commissionKey, instructorProfileKey, lifecycleEventKey, serviceAreasKey } from "../table/keys.ts";
import { put, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import { defaultBio } from "./bio.ts";
import type { InstructorProfile } from "./instructor-profile.ts";

type Newcomer = Pick<User, "userId" | "firstName" | "zipCode" | "timezone">;

/** Everything an instructor begins with, for the transaction that makes one: a new instructor never meets a 404 (INS-2). */
export function newInstructorWrites(user: Newcomer, now: Instant): Write[] {
  const { userId, timezone } = user;
  return [
    put(instructorProfileKey(userId), newInstructorProfile(user, now), absent),
    put(calendarSettingsKey(userId), { ...defaultSettings(userId, timezone), version: 1 }, absent),
    put(serviceAreasKey(userId), newServiceAreas(startingServiceAreas(user.zipCode)), absent),
    put(commissionKey(userId), newCommission(), absent),
    put(lifecycleEventKey(userId, "registered"), { stage: "registered", at: now }, absent),
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
