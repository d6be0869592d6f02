import { expect, it } from "vitest";
import { isInstructorBookable } from "../../core/instructors/is-instructor-bookable.ts";
import { liveInstructor } from "../support/instructors.ts";
import { useTable } from "../support/table.ts";

const table = useTable();

it("BKB-9 finds the instructor that tests build bookable", async () => {
  const { profile, user, offerings } = await liveInstructor();
  const facts = { profile, user, offeringCount: offerings.length, now: profile.createdAt, enforceBackgroundCheck: true };
  expect(isInstructorBookable(facts)).toEqual({ bookable: true, reasons: [] });
  const items = await table.partition(`INSTRUCTOR#${profile.instructorId}`);
  expect(items.map((item) => item.type)).toEqual([
    "service-areas",
    "calendar-settings",
    "commission",
    "lifecycle-event",
    "offering",
    "offered-service",
    "instructor-profile",
  ]);
});
