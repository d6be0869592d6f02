import { readClock } from "../../core/clients/clock.ts";
import { addDays, localDateAt } from "../../core/time.ts";
import * as getInstructorAvailability from "../../functions/availability/get-instructor-availability.ts";
import * as getBookingStats from "../../functions/bookings/get-booking-stats.ts";
import * as listBookings from "../../functions/bookings/list-bookings.ts";
import type { Call, EndpointModule } from "../../test/support/invoke.ts";
import { busyInstructor, type LongLists, manyLessons } from "../../test/support/long-lists.ts";
import { BYPASS_SECRET } from "../http/stage.ts";
import type { Scenario } from "./measure-operation.ts";

/** The same operations for people with little and with much; each makes the data that its scenarios share. */
export const SIZES: readonly (() => Promise<readonly Scenario[]>)[] = [() => lists(10), () => lists(10_000), fullMonth];

async function lists(count: number): Promise<Scenario[]> {
  const people = await manyLessons(count);
  const scenario = (module: EndpointModule, side: keyof LongLists, query: Readonly<Record<string, string>> = {}): Scenario => ({
    module,
    about: `${query.view ?? side}, ${count.toLocaleString("en")} bookings`,
    // One caller asks them all, faster than a caller may.
    requests: same({ token: people[side].token, query, headers: { "x-rate-limit-bypass": BYPASS_SECRET } }),
  });
  return [
    scenario(listBookings, "student", { view: "upcoming", limit: "20" }),
    scenario(listBookings, "student", { view: "history", limit: "20" }),
    scenario(getBookingStats, "student"),
    scenario(getBookingStats, "instructor"),
  ];
}

async function fullMonth(): Promise<Scenario[]> {
  const { userId } = await busyInstructor();
  const startDate = localDateAt(readClock(), "America/New_York");
  const query = { startDate, endDate: addDays(startDate, 29), locationType: "online", durationMinutes: "60" };
  return [{ module: getInstructorAvailability, about: "a full month", requests: same({ params: { instructorId: userId }, query }) }];
}

function same(call: Call): Scenario["requests"] {
  return async (count) => Array.from({ length: count }, () => call);
}
