import { expect } from "vitest";
import { brokenInvariants } from "../support/booking-truth.ts";
import type { StoredItem, TestTable } from "../support/table.ts";
import type { Life } from "./life.ts";
import { isFollowed, keyOf, nameOf } from "./stored.ts";
import { modelBookings, storedBookings } from "./told-bookings.ts";
import { modelCalendar, storedCalendar } from "./told-calendars.ts";

/** Whatever was written since the last time is as the model says, and no invariant is broken. */
export async function expectAgreement(life: Life): Promise<void> {
  const touched = await life.stored.catchUp();
  const items = life.stored.all();
  // A day that never had a lesson is looked at when something touches it: ranges make hundreds of them.
  const isLookedAt = (item: StoredItem) => item.type !== "availability-day" || item.everBooked === true || touched.has(nameOf(keyOf(item)));
  expectNone(brokenInvariants(items.filter(isLookedAt)));
  expect(storedBookings(items)).toEqual(modelBookings(life));
  expect(life.instructors.map(({ userId }) => storedCalendar(items, userId))).toEqual(life.model.instructors.map(modelCalendar));
}

/** The whole table is what was followed step by step, and all of it is right. */
export async function expectWholeTable({ stored }: Life, table: TestTable): Promise<void> {
  const items = (await table.items()).filter(isFollowed);
  const byName = (all: readonly StoredItem[]) => new Map(all.map((item) => [nameOf(keyOf(item)), item]));
  expect(byName(items)).toEqual(byName(stored.all()));
  expectNone(brokenInvariants(items));
}

function expectNone(broken: readonly string[]): void {
  if (broken.length > 0) throw new Error(broken.join("\n"));
}
