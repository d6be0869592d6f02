import { readDays } from "../../core/availability/calendar-repository.ts";
import { saveWeekAvailability } from "../../core/availability/save-week-availability.ts";
import type { Context, Member } from "../../core/context.ts";
import { addDays, type LocalDate, localDateAt, mondayOf, type Zone } from "../../core/time.ts";
import { daysOf, type WeekName } from "./weeks.ts";

/** A little further than the public sees (30 days). */
const WEEKS_AHEAD = 5;

/** Opens the instructor's weeks around today. A week in which anybody has opened or booked anything is left as it is. */
export async function openWeeks(ctx: Context<Member>, week: WeekName, zone: Zone, weeksBack: number): Promise<void> {
  const thisMonday = mondayOf(localDateAt(ctx.now, zone));
  const first = addDays(thisMonday, -7 * weeksBack);
  const last = addDays(thisMonday, 7 * WEEKS_AHEAD + 6);
  const days = await readDays(ctx.principal.userId, first, last, false);
  for (let monday: LocalDate = first; monday < last; monday = addDays(monday, 7)) {
    const isUntouched = daysOf(week, monday).every(({ date }) => days.get(date)?.revision === 0);
    if (!isUntouched) continue;
    await saveWeekAvailability(ctx, { weekStart: monday, days: daysOf(week, monday), clearExisting: true, ifMatch: [] });
  }
}
