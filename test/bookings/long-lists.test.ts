import { describe, expect, it } from "vitest";
import { type Consumed, consumedBy } from "../../bench/operations/consumed.ts";
import * as getBookingStats from "../../functions/bookings/get-booking-stats.ts";
import * as listBookings from "../../functions/bookings/list-bookings.ts";
import * as listInstructorBookings from "../../functions/bookings/list-instructor-bookings.ts";
import * as listInstructorCompletedBookings from "../../functions/bookings/list-instructor-completed-bookings.ts";
import * as listInstructorUpcomingBookings from "../../functions/bookings/list-instructor-upcoming-bookings.ts";
import * as listPendingCompletion from "../../functions/bookings/list-pending-completion.ts";
import * as listUpcomingBookings from "../../functions/bookings/list-upcoming-bookings.ts";
import { callAs, MONDAY } from "../support/bookings.ts";
import { useClock } from "../support/clock.ts";
import type { EndpointModule } from "../support/invoke.ts";
import { type LongLists, manyLessons } from "../support/long-lists.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

const FEW = 10;
const MANY = 10_000;
const FIRST_PAGE = { limit: "5" };

type Query = Readonly<Record<string, string>>;
type Reading = readonly [keyof LongLists, EndpointModule, Query];

/** What reads a page as it lies, or counters. */
const SAME: readonly Reading[] = [
  ["student", getBookingStats, {}],
  ["instructor", getBookingStats, {}],
  ["student", listUpcomingBookings, FIRST_PAGE],
  ["student", listBookings, { view: "all", ...FIRST_PAGE }],
  ["student", listBookings, { view: "upcoming", ...FIRST_PAGE }],
  ["instructor", listInstructorUpcomingBookings, FIRST_PAGE],
  ["instructor", listPendingCompletion, FIRST_PAGE],
];

/** What looks for a kind of booking reads a range of a hundred, and fewer only where there are fewer. */
const BOUNDED: readonly Reading[] = [
  ["student", listBookings, { view: "history", ...FIRST_PAGE }],
  ["instructor", listInstructorCompletedBookings, FIRST_PAGE],
  ["instructor", listInstructorBookings, FIRST_PAGE],
];

describe("lists and statistics", () => {
  it("BKL-5, BKL-22 cost the same with ten and with ten thousand bookings of a user", async () => {
    const [few, many] = [await manyLessons(FEW), await manyLessons(MANY)];
    for (const reading of SAME) expect(await costOf(many, reading), nameOf(reading)).toEqual(await costOf(few, reading));
    for (const reading of BOUNDED) {
      const [ofFew, ofMany] = [await costOf(few, reading), await costOf(many, reading)];
      expect(ofMany.roundTrips, nameOf(reading)).toEqual(ofFew.roundTrips);
      expect(ofMany.itemsRead, nameOf(reading)).toBeLessThan(ofFew.itemsRead + 100);
    }
  });
});

async function costOf(people: LongLists, [side, module, query]: Reading) {
  const person = people[side];
  const read = () => callAs(person, module, { query });
  // The first call of a process reads what the others keep.
  expect((await read()).status).toBe(200);
  const { roundTrips } = await roundTripsOf(read);
  const { calls, itemsRead }: Consumed = await consumedBy(read);
  return { roundTrips, calls, itemsRead };
}

function nameOf([side, { contract }, query]: Reading): string {
  return `${contract.operationId} of the ${side} ${JSON.stringify(query)}`;
}
