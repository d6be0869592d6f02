import type { WindowFormats } from "../../core/availability/open-hours.ts";
import type { DayWindows } from "../../core/availability/week-hours.ts";
import { addDays, type LocalDate, type LocalTime, weekdayOf } from "../../core/time.ts";

/** The hours of one kind of day. */
type Windows = readonly { readonly startTime: LocalTime; readonly endTime: LocalTime; readonly formats?: WindowFormats }[];

/** A week that somebody in the city might keep, Monday first. */
export type WeekName = keyof typeof WEEKS;

/** The dates of the week that begins on the Monday, with their windows. */
export function daysOf(name: WeekName, monday: LocalDate): DayWindows[] {
  return WEEKS[name].map((windows, index) => ({ date: addDays(monday, index), windows }));
}

/** The first window of the date; nothing on a free day. */
export function firstWindow(name: WeekName, date: LocalDate): Windows[number] | undefined {
  return WEEKS[name][weekdayOf(date)]?.[0];
}

const FREE: Windows = [];
const MORNING: Windows = [{ startTime: "08:00", endTime: "13:00" }];
const AFTERNOON: Windows = [{ startTime: "13:00", endTime: "20:00" }];
const AFTER_SCHOOL: Windows = [{ startTime: "15:00", endTime: "20:30" }];
const LUNCH_APART: Windows = [
  { startTime: "09:00", endTime: "12:30" },
  { startTime: "13:30", endTime: "19:00" },
];
const AT_HOME_THEN_ONLINE: Windows = [
  { startTime: "10:00", endTime: "17:00", formats: "no_travel" },
  { startTime: "17:00", endTime: "21:00", formats: "online_only" },
];
const WEEKEND_DAY: Windows = [{ startTime: "09:30", endTime: "17:30" }];

const WEEKS = {
  mornings: [MORNING, MORNING, MORNING, MORNING, MORNING, MORNING, FREE],
  afternoons: [AFTERNOON, AFTERNOON, AFTERNOON, AFTERNOON, AFTERNOON, FREE, FREE],
  afterSchool: [AFTER_SCHOOL, AFTER_SCHOOL, AFTER_SCHOOL, AFTER_SCHOOL, AFTER_SCHOOL, WEEKEND_DAY, FREE],
  weekends: [FREE, FREE, FREE, AFTER_SCHOOL, AFTER_SCHOOL, WEEKEND_DAY, WEEKEND_DAY],
  fullTime: [LUNCH_APART, LUNCH_APART, LUNCH_APART, LUNCH_APART, LUNCH_APART, MORNING, FREE],
  studio: [FREE, AT_HOME_THEN_ONLINE, AT_HOME_THEN_ONLINE, AT_HOME_THEN_ONLINE, AT_HOME_THEN_ONLINE, WEEKEND_DAY, WEEKEND_DAY],
} as const satisfies Record<string, readonly Windows[]>;
