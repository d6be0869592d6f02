import { describe, expect, it } from "vitest";
import { mergeSettings, requireNoLessonsFrom, type SettingsPatch } from "../../core/availability/calendar-settings.ts";
import { addDays, localDateAt } from "../../core/time.ts";
import vectors from "../vectors/availability-settings.json" with { type: "json" };
import { dateOf, instantFrom, problemOf, settingsOf } from "./calendar-of.ts";

describe("golden changes of settings", () => {
  for (const { name, now, current, patch, busyDates, expect: expected } of vectors.cases) {
    it(`SET-2 SET-6 SET-7 ${name}`, () => {
      const change = () => {
        const merged = mergeSettings(settingsOf(current), defined(patch));
        const yesterday = addDays(localDateAt(instantFrom(now), current.timezone), -1);
        if (merged.timezone !== current.timezone) requireNoLessonsFrom(yesterday, busyDates.map(dateOf));
        return merged;
      };
      if ("code" in expected) expect(problemOf(change)).toMatchObject(expected);
      else expect(change()).toMatchObject(expected);
    });
  }
});

it("SET-2 bounds come before the comparison of the buffers, and all wrong fields are named", () => {
  const refusal = problemOf(() => mergeSettings(settingsOf(), { bufferMinutes: 125, travelBufferMinutes: 7, bookingHorizonDays: 366 }));
  expect(refusal.errors?.map(({ field, code }) => [field, code])).toEqual([
    ["/bufferMinutes", "TOO_LARGE"],
    ["/travelBufferMinutes", "BAD_FORMAT"],
    ["/bookingHorizonDays", "TOO_LARGE"],
  ]);
});

it("SET-7 takes canonical and link names as the IANA database writes them, and no other writing", () => {
  const zoneOf = (timezone: string) => mergeSettings(settingsOf(), { timezone }).timezone;
  const names = ["UTC", "EST", "GMT", "US/Eastern", "Asia/Calcutta", "Asia/Kolkata", "Etc/GMT+5", "America/Port-au-Prince", "NZ-CHAT"];
  expect(names.map(zoneOf)).toEqual(names);
  for (const written of ["utc", "est", "us/eastern", "America/new_york", "AMERICA/NEW_YORK", "+05:00", "America/"]) {
    expect(problemOf(() => zoneOf(written)).code).toBe("UNKNOWN_TIMEZONE");
  }
});

/** JSON has no undefined; the type of a literal list of patches has. */
function defined(patch: { readonly [Field in keyof SettingsPatch]: SettingsPatch[Field] | undefined }): SettingsPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
