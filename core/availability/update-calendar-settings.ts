import type { Context, Member } from "../context.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { requireVersion } from "../precondition.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { all, unchanged } from "../table/condition.ts";
import { calendarSettingsKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import { update, type Write } from "../table/write.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { type AvailabilitySettings, mergeSettings, type SettingsPatch } from "./calendar-settings.ts";
import type { CalendarSettingsView } from "./calendar-settings-view.ts";
import { readOwnCalendarAndUser, viewOfOwn } from "./own-calendar.ts";
import { holdZone, requireZoneFree, zoneFree, zoneHeld } from "./zone-lock.ts";

export interface UpdateSettingsInput {
  readonly patch: SettingsPatch;
  /** The versions one of which the editor has seen; none changes whatever is there (SET-3). */
  readonly ifMatch: readonly string[];
}

/** Changes the caller's own calendar settings (SET-2); another zone only while no lesson lies ahead (SET-6). */
export async function updateCalendarSettings(ctx: Context<Member>, input: UpdateSettingsInput): Promise<CalendarSettingsView> {
  return untilCommitted(() => attempt(ctx, input), calendarBusy);
}

async function attempt(ctx: Context<Member>, { patch, ifMatch }: UpdateSettingsInput): Promise<CalendarSettingsView> {
  const { principal, now } = ctx;
  const own = await readOwnCalendarAndUser(principal.userId, now);
  const { settings, profile } = own;
  const merged = mergeSettings(settings, patch);
  requireVersion(ifMatch, settings.version);
  const change = changeOf(settings, merged);
  if (Object.keys(change).length === 0) return viewOfOwn(own);

  requireZoneFree(settings, now);
  if (change.timezone !== undefined) await holdZone(settings, now);
  const changed = { ...merged, version: settings.version + 1 };
  await commit([...changeWrites(ctx, settings, change), ...noteActivity(profile, now)]);
  return viewOfOwn({ ...own, settings: changed });
}

function changeWrites(ctx: Context<Member>, before: AvailabilitySettings, change: SettingsPatch): Write[] {
  const { instructorId } = before;
  const timezoneChanged = change.timezone !== undefined;
  const version = before.version + 1;
  const unmoved = all(unchanged({ version: before.version }), timezoneChanged ? zoneHeld(ctx.now) : zoneFree(ctx.now));
  return [
    update(calendarSettingsKey(instructorId), { set: { ...change, version, zoneLockUntil: undefined } }, unmoved),
    audit(ctx, {
      action: "settings_update",
      entityType: "availability",
      entityId: instructorId,
      before: valuesOf(before, change),
      after: change,
    }),
    publish(ctx, "availability.settings_changed", { instructorId, version, timezoneChanged }),
  ];
}

const FIELDS = [
  "timezone",
  "bufferMinutes",
  "travelBufferMinutes",
  "overnightProtectionEnabled",
  "bookingHorizonDays",
] as const satisfies readonly (keyof SettingsPatch)[];

/** The fields that really become another value. */
function changeOf(before: AvailabilitySettings, after: AvailabilitySettings): SettingsPatch {
  return Object.fromEntries(FIELDS.filter((field) => before[field] !== after[field]).map((field) => [field, after[field]]));
}

function valuesOf(settings: AvailabilitySettings, change: SettingsPatch): SettingsPatch {
  return Object.fromEntries(FIELDS.filter((field) => field in change).map((field) => [field, settings[field]]));
}
