import type { Context, Member } from "../context.ts";
import type { CalendarSettingsView } from "./calendar-settings-view.ts";
import { readOwnCalendarAndUser, viewOfOwn } from "./own-calendar.ts";

/** The caller's own calendar settings. */
export async function getCalendarSettings({ principal, now }: Context<Member>): Promise<CalendarSettingsView> {
  return viewOfOwn(await readOwnCalendarAndUser(principal.userId, now));
}
