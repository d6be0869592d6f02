import { readClock } from "../../core/clients/clock.ts";
import { addDays, localDateAt } from "../../core/time.ts";
import * as getInstructorAvailability from "../../functions/availability/get-instructor-availability.ts";
import * as getBookingStats from "../../functions/bookings/get-booking-stats.ts";
import * as listBookings from "../../functions/bookings/list-bookings.ts";
import type { Call, EndpointModule } from "../../test/support/invoke.ts";
import { busyInstructor, type LongLists, manyLessons } from "../../test/support/long-lists.ts";
import type { Scenario } from "./measure-operation.ts";

type Query = Readonly<Record<string, string>>;

/** The same operations for people with little and with much. */
export const SIZES: readonly Scenario[] = [
  ...[10, 10_000].flatMap((count) => [
    listed(listBookings, "student", { view: "upcoming", limit: "20" }, count),
    listed(listBookings, "student", { view: "history", limit: "20" }, count),
    listed(getBookingStats, "student", {}, count),
    listed(getBookingStats, "instructor", {}, count),
  ]),
  { module: getInstructorAvailability, about: "a full month", requests: fullMonth },
];

function listed(module: EndpointModule, side: keyof LongLists, query: Query, count: number): Scenario {
  const what = query.view ?? side;
  return {
    module,
    about: `${what}, ${count.toLocaleString("en")} bookings`,
    requests: async (requests) => {
      const { token } = (await manyLessons(count))[side];
      return Array.from({ length: requests }, () => ({ token, query }));
    },
  };
}

async function fullMonth(requests: number): Promise<Call[]> {
  const { userId } = await busyInstructor();
  const startDate = localDateAt(readClock(), "America/New_York");
  const query = { startDate, endDate: addDays(startDate, 29), locationType: "online", durationMinutes: "60" };
  return Array.from({ length: requests }, () => ({ params: { instructorId: userId }, query }));
}
