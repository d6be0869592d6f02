import { required } from "../errors.ts";
import type { User } from "../identity/user.ts";
import type { UserId } from "../ids.ts";
import type { InstructorProfile } from "../instructors/instructor-profile.ts";
import { calendarSettingsKey, instructorProfileKey, userKey } from "../table/keys.ts";
import { read, readAll } from "../table/read.ts";
import type { AvailabilitySettings } from "./calendar-settings.ts";
import { type CalendarSettingsView, calendarSettingsView } from "./calendar-settings-view.ts";

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
}

export async function readOwnCalendarAndUser(instructorId: UserId): Promise<OwnCalendarAndUser> {
  const [settings, profile, user] = await readAll([
    calendarSettingsKey(instructorId),
    instructorProfileKey(instructorId),
    userKey(instructorId),
  ]);
  return { settings: ownSettings(settings), profile: ownProfile(profile), user: required(user, "the caller has an account") };
}

export function viewOfOwn({ settings, profile, user }: OwnCalendarAndUser): CalendarSettingsView {
  const { minAdvanceBookingHours } = profile;
  return calendarSettingsView(settings, { profileTimezone: user.timezone, minAdvanceBookingHours });
}

function ownSettings(settings: AvailabilitySettings | undefined): AvailabilitySettings {
  return required(settings, "an instructor has calendar settings from registering on (SET-1)");
}

function ownProfile(profile: InstructorProfile | undefined): InstructorProfile {
  return required(profile, "an instructor has a profile from registering on (INS-2)");
}
