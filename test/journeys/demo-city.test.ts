import { expect, it } from "vitest";
import type { InstructorProfile } from "../../core/instructors/instructor-profile.ts";
import type { ServiceAreas } from "../../core/search/service-areas.ts";
import { DAY_MS, type Instant, plusMilliseconds } from "../../core/time.ts";
import * as login from "../../functions/identity/login.ts";
import { continueCity, demoAccounts, seedCity } from "../../local/seed.ts";
import { bookingsIn, brokenPromises } from "../support/booking-truth.ts";
import { setClock, useClock } from "../support/clock.ts";
import { invoke } from "../support/invoke.ts";
import { freshIp } from "../support/people.ts";
import { type StoredItem, useTable } from "../support/table.ts";

// The seed counts from whatever moment it runs at; here a Saturday near midnight, hours before the clock springs forward.

const NOW: Instant = "2026-03-08T04:30:00.000Z";
const table = useTable();
useClock(NOW);

it("the demo city is whole, the same when the seed runs again, and goes on four weeks later", { timeout: 120_000 }, async () => {
  await seedCity();
  const items = await table.items();
  expect(peopleAndLessons(items)).toEqual({ people: 46, live: 40, boroughs: 5, COMPLETED: 10, CONFIRMED: 5, CANCELLED: 1 });
  expect(brokenPromises(items)).toEqual([]);
  for (const { email, password } of demoAccounts) {
    expect((await invoke(login, { body: { email, password }, sourceIp: freshIp() })).status).toBe(200);
  }

  await seedCity();
  expect(peopleAndLessons(await table.items())).toEqual(peopleAndLessons(items));

  setClock(plusMilliseconds(NOW, 28 * DAY_MS));
  await continueCity();
  expect(peopleAndLessons(await table.items())).toMatchObject({ COMPLETED: 10, CONFIRMED: 10, CANCELLED: 2 });
  expect(brokenPromises(await table.items())).toEqual([]);
});

function peopleAndLessons(items: readonly StoredItem[]): Record<string, number> {
  const counts: Record<string, number> = {
    people: items.filter(({ type }) => type === "user").length,
    live: items.filter((item) => item.type === "instructor-profile" && (item as Partial<InstructorProfile>).isLive).length,
    boroughs: new Set(items.flatMap((item) => (item.type === "service-areas" ? (item as Partial<ServiceAreas>).boroughs : []))).size,
  };
  for (const { status } of bookingsIn(items)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
