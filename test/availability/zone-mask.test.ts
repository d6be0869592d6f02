import { describe, expect, it } from "vitest";
import { allSlots, andNot, count, SLOTS_PER_DAY } from "../../core/availability/slot-bitmap.ts";
import { slotTime } from "../../core/availability/slot-time.ts";
import { zoneMask } from "../../core/availability/zone-mask.ts";
import { datesBetween, resolveLocalTime } from "../../core/time.ts";
import vectors from "../vectors/availability-dst.json" with { type: "json" };
import { dateOf, instantFrom, timeOf, timesOf } from "./calendar-of.ts";

describe("golden clock changes", () => {
  for (const { name, zone, date, time, expect: expected } of vectors.cases) {
    if (time) {
      it(`AV-15 ${name}`, () => {
        const { instant, kind } = resolveLocalTime(zone, dateOf(date), timeOf(time));
        expect({ instant, kind }).toEqual({ instant: instantFrom(expected.instant ?? ""), kind: expected.kind });
      });
    } else {
      it(`AV-13 ${name}`, () => {
        const masked = andNot(allSlots(), zoneMask(zone, dateOf(date)));
        expect(timesOf(masked)).toEqual(expected.masked);
        expect(count(masked)).toBe(expected.maskedSlots);
      });
    }
  }
});

it("AV-13 closes exactly the slots whose start does not name one instant, on every date of a year in zones with odd changes", () => {
  for (const zone of ["America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca"]) {
    for (const date of datesBetween("2026-01-01", "2026-12-31")) {
      const once = Array.from({ length: SLOTS_PER_DAY }, (_, slot) => resolveLocalTime(zone, date, slotTime(slot)).kind === "normal");
      const mask = zoneMask(zone, date);
      expect(once.filter(Boolean).length, `${zone} ${date}`).toBe(count(mask));
      if (once.includes(false)) expect(once.map((_, slot) => ((mask[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0)).toEqual(once);
    }
  }
});

it("AV-13 Santiago's day of the spring change begins at 01:00", () => {
  expect(timesOf(zoneMask("America/Santiago", "2026-09-06"))).toEqual([["01:00", "24:00"]]);
});
