import { required } from "../core/errors.ts";
import { addDays, formatMinutes, type LocalDate } from "../core/time.ts";
import * as getInstructorAvailability from "../functions/availability/get-instructor-availability.ts";
import * as getWeek from "../functions/availability/get-week-availability.ts";
import * as saveWeek from "../functions/availability/save-week-availability.ts";
import * as createBooking from "../functions/bookings/create-booking.ts";
import * as listBookings from "../functions/bookings/list-bookings.ts";
import type { Call, EndpointModule } from "../test/support/invoke.ts";
import { upTo } from "./parallel.ts";
import type { People } from "./people.ts";

/** One operation under load: its requests by number, each by another caller than the ones around it. */
export interface Workload {
  readonly name: string;
  readonly module: EndpointModule;
  readonly request: (index: number, isLimited: boolean) => Call;
  /** How many different requests there are; `undefined` when they can begin anew without another effect. */
  readonly most?: number;
  /** What the system that this one replaces does a second at 16 connections, and how many times that is asked. */
  readonly reference?: { readonly perSecond: number; readonly times: number };
}

export function workloads(people: People): Workload[] {
  const { students, instructors, shown, withLessons, monday } = people;
  return [
    {
      name: "read week",
      module: getWeek,
      reference: { perSecond: 36, times: 8 },
      request: (index) => ({ token: pick(instructors, index).token, query: { startDate: monday } }),
    },
    {
      name: "public availability, 21 days",
      module: getInstructorAvailability,
      reference: { perSecond: 11, times: 8 },
      // Visitors of one machine share one address, so for the limiter the callers are signed in.
      request: (index, isLimited) => ({
        params: { instructorId: pick(shown, index).userId },
        query: { locationType: "online", durationMinutes: "60" },
        ...(isLimited ? { token: pick(students, index).token } : {}),
      }),
    },
    {
      name: "list bookings, 20",
      module: listBookings,
      request: (index) => ({ token: pick(withLessons, index).token, query: { limit: "20" } }),
    },
    {
      name: "save week",
      module: saveWeek,
      // Ends later than the bare SDK, which gets furthest.
      most: 5 * instructors.length,
      reference: { perSecond: 15, times: 10 },
      request: (index) => {
        const body = weekOf(addDays(monday, 28), Math.floor(index / instructors.length));
        return { token: pick(instructors, index).token, query: { override: "true" }, body };
      },
    },
    {
      name: "create booking",
      module: createBooking,
      // Nobody comes near five unpaid lessons.
      most: 3 * students.length,
      reference: { perSecond: 8, times: 10 },
      request: (index) => {
        const { userId, offering } = pick(instructors, index);
        const round = Math.floor(index / instructors.length);
        const lesson = { date: addDays(monday, 1 + round), startTime: "14:00", durationMinutes: 60, locationType: "online" };
        return {
          token: pick(students, index).token,
          headers: { "idempotency-key": `bench-${index}` },
          body: { instructorId: userId, instructorServiceId: offering.instructorServiceId, ...lesson },
        };
      },
    },
  ];
}

/** Every round other hours, so that all seven days change. */
function weekOf(weekStart: LocalDate, round: number) {
  const windows = [
    { startTime: formatMinutes(8 * 60 + 15 * (round % 8)), endTime: "12:00" },
    { startTime: "13:00", endTime: "18:00" },
  ];
  return { weekStart, days: upTo(7).map((day) => ({ date: addDays(weekStart, day), windows })) };
}

function pick<T>(from: readonly T[], index: number): T {
  return required(from[index % from.length], "there is somebody");
}
