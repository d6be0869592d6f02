import { required } from "../errors.ts";
import type { User } from "../identity/user.ts";
import type { UserId } from "../ids.ts";
import type { InstructorProfile } from "../instructors/instructor-profile.ts";
import { calendarSettingsKey, instructorProfileKey, userKey } from "../table/keys.ts";
import { read, readAll } from "../table/read.ts";
import type { Instant } from "../time.ts";
import type { BookingRules } from "./booking-rules.ts";
import type { AvailabilitySettings } from "./calendar-settings.ts";
import { type CalendarSettingsView, calendarSettingsView } from "./calendar-settings-view.ts";
import { readBookingRules } from "./read-booking-rules.ts";

/** The settings of the instructor who is calling. */
export async function readOwnSettings(instructorId: UserId): Promise<AvailabilitySettings> {
  return ownSettings(await read(calendarSettingsKey(instructorId)));
}

/** What an edit of the caller's own hours needs beside the days. */
export interface OwnCalendar {
  readonly settings: AvailabilitySettings;
  readonly profile: InstructorProfile;
}

export async function readOwnCalendar(instructorId: UserId): Promise<OwnCalendar> {
  const [settings, profile] = await readAll([calendarSettingsKey(instructorId), instructorProfileKey(instructorId)]);
  return { settings: ownSettings(settings), profile: ownProfile(profile) };
}

/** What the settings are shown with. */
export interface OwnCalendarAndUser extends OwnCalendar {
  readonly user: User;
  readonly rules: BookingRules;
}

export async function readOwnCalendarAndUser(instructorId: UserId, now: Instant): Promise<OwnCalendarAndUser> {
  const [[settings, profile, user], rules] = await Promise.all([
    readAll([calendarSettingsKey(instructorId), instructorProfileKey(instructorId), userKey(instructorId)]),
    readBookingRules(now),
  ]);
  return { settings: ownSettings(settings), profile: ownProfile(profile), user: required(user, "the caller has an account"), rules };
}

export function viewOfOwn({ settings, profile, user, rules }: OwnCalendarAndUser): CalendarSettingsView {
  const { minAdvanceBookingHours } = profile;
  return calendarSettingsView(settings, { profileTimezone: user.timezone, minAdvanceBookingHours }, rules);
}

function ownSettings(settings: AvailabilitySettings | undefined): AvailabilitySettings {
  return required(settings, "an instructor has calendar settings from registering on (SET-1)");
}

function ownProfile(profile: InstructorProfile | undefined): InstructorProfile {
  return required(profile, "an instructor has a profile from registering on (INS-2)");
}
