import { emptyDay } from "../../core/availability/availability-day.ts";
import { getBookingRules } from "../../core/availability/get-booking-rules.ts";
import { weekVersion } from "../../core/availability/week-version.ts";
import { readClock } from "../../core/clients/clock.ts";
import { newId } from "../../core/ids.ts";
import { addDays, datesBetween, localDateAt, mondayOf } from "../../core/time.ts";
import { BOOKING_RULES_EXAMPLE } from "../../functions/admin/booking-rules.schema.ts";
import * as addBlackoutDate from "../../functions/availability/add-blackout-date.ts";
import * as applyAvailabilityToDateRange from "../../functions/availability/apply-availability-to-date-range.ts";
import { WEEKLY_PATTERN_EXAMPLE } from "../../functions/availability/weekly-pattern.schema.ts";
import { openDay } from "../support/bookings.ts";
import type { ExampleBuilder } from "../support/example.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";

/** A valid request of every operation on hours, days and settings. */
export const examples: Readonly<Record<string, ExampleBuilder>> = {
  getWeekAvailability: async () => ({ ...(await asInstructor()), query: { startDate: nextWeek() } }),
  saveWeekAvailability: async () => {
    const instructor = await asInstructor();
    const weekStart = nextWeek();
    const week = datesBetween(weekStart, addDays(weekStart, 6)).map((date) => emptyDay(instructor.userId, date));
    return {
      ...instructor,
      headers: { "if-match": `"${weekVersion(weekStart, week)}"` },
      body: { weekStart, days: [{ date: weekStart, windows: [{ startTime: "09:00", endTime: "12:00" }] }] },
    };
  },
  copyWeekAvailability: async () => {
    const instructor = await withMorning();
    return { ...instructor, body: { fromWeekStart: nextWeek(), toWeekStart: addDays(nextWeek(), 7) } };
  },
  applyAvailabilityToDateRange: async () => ({
    ...(await withMorning()),
    headers: { "idempotency-key": newId("evt", readClock()) },
    body: rangeFromNextWeek(),
  }),
  getRangeJob: async () => {
    const [{ token }, instructor] = await Promise.all([asInstructor(), withMorning()]);
    const call = { token: instructor.token, headers: { "idempotency-key": "example" }, body: rangeFromNextWeek() };
    const { body } = await invoke(applyAvailabilityToDateRange, call);
    return { ...instructor, params: { rangeJobId: body.rangeJobId }, foreign: { token } };
  },
  addSpecificDateAvailability: async () => ({
    ...(await asInstructor()),
    body: { date: nextWeek(), startTime: "09:00", endTime: "12:00" },
  }),
  listAvailabilityWindows: async () => ({ ...(await withMorning()), query: { startDate: nextWeek() } }),
  updateAvailabilityWindow: async () => ({ ...(await withWindow()), body: { endTime: "13:00" } }),
  deleteAvailabilityWindow: () => withWindow(),
  bulkUpdateAvailability: async () => ({
    ...(await withMorning()),
    body: { operations: [{ action: "remove", windowId: `${nextWeek()}_0900_1200` }], validateOnly: true },
  }),
  validateWeekChanges: async () => ({ ...(await withMorning()), body: { weekStart: nextWeek(), days: [] } }),
  getWeekBookedSlots: async () => ({ ...(await asInstructor()), query: { startDate: nextWeek() } }),
  listBlackoutDates: () => asInstructor(),
  addBlackoutDate: async () => ({ ...(await asInstructor()), body: { date: nextWeek(), reason: "Recital" } }),
  deleteBlackoutDate: async () => {
    const [{ token }, instructor] = await Promise.all([asInstructor(), asInstructor()]);
    const { body } = await invoke(addBlackoutDate, { token: instructor.token, body: { date: nextWeek() } });
    return { ...instructor, params: { blackoutId: body.items[0]?.blackoutId ?? "" }, foreign: { token } };
  },
  getInstructorAvailability: async () => ({ as: "visitor", params: { instructorId: (await liveInstructor()).userId } }),
  getNextAvailableLesson: async () => ({ as: "visitor", params: { instructorId: (await liveInstructor()).userId } }),
  getCalendarSettings: () => asInstructor(),
  updateCalendarSettings: async () => ({ ...(await asInstructor()), body: { bufferMinutes: 20 } }),
  acknowledgeCalendarSettings: () => asInstructor(),
  getWeeklyPattern: () => asInstructor(),
  saveWeeklyPattern: async () => ({ ...(await asInstructor()), body: WEEKLY_PATTERN_EXAMPLE }),
  getBookingRules: () => asAdmin(),
  updateBookingRules: async () => {
    const { version } = await getBookingRules();
    return { ...(await asAdmin()), headers: { "if-match": `"${version}"` }, body: BOOKING_RULES_EXAMPLE };
  },
};

async function asInstructor() {
  const { token, userId } = await signedIn({ role: "instructor" });
  return { as: "instructor", token, userId } as const;
}

/** An instructor whose Monday morning of next week is open. */
async function withMorning() {
  const instructor = await asInstructor();
  await openDay(instructor.userId, nextWeek(), { from: "09:00", to: "12:00" });
  return instructor;
}

function rangeFromNextWeek() {
  return { fromWeekStart: nextWeek(), startDate: addDays(nextWeek(), 7), endDate: addDays(nextWeek(), 20) };
}

async function withWindow() {
  const { token } = await asInstructor();
  return { ...(await withMorning()), params: { windowId: `${nextWeek()}_0900_1200` }, foreign: { token } };
}

async function asAdmin() {
  return { as: "admin", token: (await signedIn({ role: "admin" })).token } as const;
}

function nextWeek() {
  return addDays(mondayOf(localDateAt(readClock(), "America/New_York")), 7);
}
