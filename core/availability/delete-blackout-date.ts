import type { Context, Member } from "../context.ts";
import { notFound } from "../errors.ts";
import type { BlackoutId } from "../ids.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { present } from "../table/condition.ts";
import { availabilityDayKey, blackoutKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { remove, update, type Write } from "../table/write.ts";
import { localDateAt, mondayOf } from "../time.ts";
import { announceHours } from "./announce-hours.ts";
import { type AvailabilityDay, dayOn } from "./availability-day.ts";
import { BLACKOUT_NOT_FOUND } from "./availability-errors.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { atRevision, readDays } from "./calendar-repository.ts";
import { sundayOf } from "./editable-dates.ts";
import { readOwnCalendar } from "./own-calendar.ts";
import { weekVersions } from "./week-version.ts";

/** Ends a day off, a past one too: the hours of the date are offered again as they are (BLK-4, BLK-5). */
export async function deleteBlackoutDate(ctx: Context<Member>, blackoutId: BlackoutId): Promise<void> {
  return untilCommitted(() => attempt(ctx, blackoutId), calendarBusy);
}

async function attempt(ctx: Context<Member>, blackoutId: BlackoutId): Promise<void> {
  const { principal, now } = ctx;
  const instructorId = principal.userId;
  const key = blackoutKey(instructorId, blackoutId);
  const [{ settings, profile }, blackout] = await Promise.all([readOwnCalendar(instructorId), read(key)]);
  if (!blackout) throw notFound(BLACKOUT_NOT_FOUND);
  const { date } = blackout;
  const monday = mondayOf(date);
  const week = await readDays(instructorId, monday, sundayOf(monday), false);
  const versions = weekVersions([...week.values()]);
  await commit([
    remove(key, present),
    ...unflagged(ctx, dayOn(week, date), blackoutId),
    audit(ctx, {
      action: "blackout_remove",
      entityType: "availability",
      entityId: `${instructorId}:${monday}`,
      before: { dates: [date], versions },
    }),
    ...announceHours(ctx, {
      instructorId,
      cause: "blackout_removed",
      dates: [date],
      today: localDateAt(now, settings.timezone),
      versions,
    }),
    ...noteActivity(profile, now),
  ]);
}

/** Past days may have been deleted meanwhile (AV-70). */
function unflagged({ now }: Context, day: AvailabilityDay, blackoutId: BlackoutId): Write[] {
  if (day.blackoutId !== blackoutId) return [];
  const set = { blackoutId: undefined, blackoutReason: undefined, revision: day.revision + 1, updatedAt: now };
  return [update(availabilityDayKey(day.instructorId, day.date), { set }, atRevision(day.revision))];
}
