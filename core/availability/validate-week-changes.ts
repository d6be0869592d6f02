import type { Context, Member } from "../context.ts";
import { localDateAt } from "../time.ts";
import { readDays } from "./calendar-repository.ts";
import { sundayOf } from "./editable-dates.ts";
import { readOwnSettings } from "./own-calendar.ts";
import { readBookingRules } from "./read-booking-rules.ts";
import { reviewWeekSave, type WeekReview } from "./review-week-save.ts";
import type { WeekInput } from "./week-hours.ts";

/** What saving a week would do now, without doing it (AVW-12). `version` is what the editor has seen, if it says so. */
export async function validateWeekChanges({ principal, now }: Context<Member>, input: WeekInput, version?: string): Promise<WeekReview> {
  const { weekStart } = input;
  const [settings, week, { pastEditDays }] = await Promise.all([
    readOwnSettings(principal.userId),
    readDays(principal.userId, weekStart, sundayOf(weekStart), false),
    readBookingRules(now),
  ]);
  const today = localDateAt(now, settings.timezone);
  return reviewWeekSave({ ...input, week: [...week.values()], today, pastEditDays }, version);
}
