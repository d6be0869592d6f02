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

/** JSON has no undefined; the type of a literal list of patches has. */
function defined(patch: { readonly [Field in keyof SettingsPatch]: SettingsPatch[Field] | undefined }): SettingsPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
