import { DEFAULT_BOOKING_RULES } from "../../core/availability/booking-rules.ts";
import { readDays } from "../../core/availability/calendar-repository.ts";
import { hoursItems } from "../../core/availability/hours-items.ts";
import { planWeekSave } from "../../core/availability/plan-week-save.ts";
import { required } from "../../core/errors.ts";
import type { UserId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { addDays, datesBetween, type Instant, type LocalDate, localDateAt, mondayOf, type Zone } from "../../core/time.ts";
import { daysOf, type WeekName } from "./weeks.ts";

/** A little further than the public sees (30 days). */
const WEEKS_AHEAD = 5;

interface Calendar {
  readonly instructorId: UserId;
  readonly week: WeekName;
  readonly zone: Zone;
  readonly weeksBack: number;
}

/**
 * Opens the instructor's weeks around today, all in one transaction: saving them one by one would take most of the time that a first start
 * has. A week in which anybody has opened or booked anything is left as it is.
 */
export async function openWeeks({ instructorId, week, zone, weeksBack }: Calendar, now: Instant): Promise<void> {
  const today = localDateAt(now, zone);
  const first = addDays(mondayOf(today), -7 * weeksBack);
  const last = addDays(mondayOf(today), 7 * WEEKS_AHEAD + 6);
  const stored = await readDays(instructorId, first, last, false);
  const days = (monday: LocalDate) =>
    datesBetween(monday, addDays(monday, 6)).map((date) => required(stored.get(date), `the day ${date} was read`));
  const mondays = datesBetween(first, last).filter((date) => date === mondayOf(date));
  const plans = mondays
    .filter((monday) => days(monday).every(({ revision }) => revision === 0))
    .map((weekStart) =>
      planWeekSave({
        weekStart,
        week: days(weekStart),
        days: daysOf(week, weekStart),
        clearExisting: true,
        today,
        pastEditDays: DEFAULT_BOOKING_RULES.pastEditDays,
      }),
    );
  await commit(plans.flatMap((plan) => hoursItems(instructorId, { updates: plan.updates, checks: [] }, now)));
}
