import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dilate } from "../../core/availability/dilate-slots.ts";
import {
  allSlots,
  and,
  andNot,
  clearRange,
  count,
  equals,
  firstRun,
  fromRanges,
  intersects,
  isEmpty,
  isSubset,
  noSlots,
  or,
  runs,
  SLOTS_PER_DAY,
  type SlotBitmap,
  setRange,
} from "../../core/availability/slot-bitmap.ts";
import { bitmapText, parseBitmap } from "../../core/availability/slot-bitmap-text.ts";
import vectors from "../vectors/availability-bitmap.json" with { type: "json" };
import { bitsOf, timesOf } from "./calendar-of.ts";

describe("golden bitmaps", () => {
  for (const { name, windows, bits, dilate: spread, expect: expected } of vectors.cases) {
    if (spread) {
      it(`AV-8 ${name}`, () => {
        expect(timesOf(dilate(bitsOf(spread.day), bitsOf(spread.prev), bitsOf(spread.next), spread.slots))).toEqual(expected.runs);
      });
    } else {
      it(`AV-1 AV-4 ${name}`, () => {
        const bitmap = windows ? bitsOf(windows) : parsed(bits);
        expect(bitmapText(bitmap)).toBe(expected.bits ?? bits);
        expect(count(bitmap)).toBe(expected.count);
        expect(timesOf(bitmap)).toEqual(expected.runs);
      });
    }
  }
});

describe("the wire form", () => {
  it("AV-1 survives the way to the wire and back", () => {
    fc.assert(
      fc.property(slots, (a) => {
        expect(parsed(bitmapText(packed(a)))).toEqual(packed(a));
      }),
    );
  });

  it.each(["", "AAAA", `${"A".repeat(47)}=`, "A".repeat(52), `${"A".repeat(47)}-`, `${"A".repeat(47)}\n`])(
    "AV-1 refuses %j, which is not the base64 of 36 bytes",
    (text) => expect(parseBitmap(text)).toBeUndefined(),
  );
});

describe("bitmaps do what arrays of booleans do", () => {
  it("AV-8 and, or, andNot, isSubset, intersects, equals, isEmpty, count", () => {
    fc.assert(
      fc.property(slots, slots, (a, b) => {
        const [x, y] = [packed(a), packed(b)];
        expect(and(x, y)).toEqual(packed(a.map((bit, i) => bit && at(b, i))));
        expect(or(x, y)).toEqual(packed(a.map((bit, i) => bit || at(b, i))));
        expect(andNot(x, y)).toEqual(packed(a.map((bit, i) => bit && !at(b, i))));
        expect(isSubset(x, y)).toBe(a.every((bit, i) => !bit || at(b, i)));
        expect(isSubset(and(x, y), y)).toBe(true);
        expect(intersects(x, y)).toBe(a.some((bit, i) => bit && at(b, i)));
        expect(equals(x, y)).toBe(a.every((bit, i) => bit === at(b, i)));
        expect(isEmpty(x)).toBe(!a.includes(true));
        expect(count(x)).toBe(a.filter(Boolean).length);
      }),
    );
  });

  it("AV-8 setRange and clearRange touch exactly the range", () => {
    fc.assert(
      fc.property(slots, slot, slot, (a, one, other) => {
        const range = { start: Math.min(one, other), end: Math.max(one, other) };
        const inside = (i: number) => i >= range.start && i < range.end;
        expect(setRange(packed(a), range)).toEqual(packed(a.map((bit, i) => bit || inside(i))));
        expect(clearRange(packed(a), range)).toEqual(packed(a.map((bit, i) => bit && !inside(i))));
      }),
    );
  });

  it("AV-4 the ranges of the runs are the bitmap again, and no two runs touch", () => {
    fc.assert(
      fc.property(slots, (a) => {
        const found = runs(packed(a));
        expect(fromRanges(found)).toEqual(packed(a));
        for (const [i, run] of found.entries()) {
          expect(run.start).toBeLessThan(run.end);
          expect(run.start).toBeGreaterThan(found[i - 1]?.end ?? -1);
        }
      }),
    );
  });

  it("AV-8 firstRun finds the first mark at which enough slots in a row are set", () => {
    fc.assert(
      fc.property(slots, fc.integer({ min: 1, max: 48 }), fc.integer({ min: 1, max: 12 }), slot, (a, minSlots, step, from) => {
        const fits = (start: number) => start + minSlots <= SLOTS_PER_DAY && a.slice(start, start + minSlots).every(Boolean);
        const expected = a.map((_, i) => i).find((i) => i >= from && i % step === 0 && fits(i));
        expect(firstRun(packed(a), minSlots, step, from)).toBe(expected);
      }),
    );
  });

  it("AV-8 dilation reaches exactly so many slots both ways, also over midnight", () => {
    fc.assert(
      fc.property(slots, slots, slots, fc.integer({ min: 0, max: 24 }), (prev, day, next, k) => {
        const three = [...prev, ...day, ...next];
        const expected = day.map((_, i) => three.slice(SLOTS_PER_DAY + i - k, SLOTS_PER_DAY + i + k + 1).includes(true));
        expect(dilate(packed(day), packed(prev), packed(next), k)).toEqual(packed(expected));
      }),
    );
  });

  it("AV-8 a dilation of more than two hours is a mistake of the caller", () => {
    expect(() => dilate(noSlots(), noSlots(), noSlots(), 25)).toThrow("at most two hours");
  });

  it("AV-8 no operation changes its inputs", () => {
    const [a, b] = [Object.freeze([...bitsOf([["09:00", "12:00"]])]), Object.freeze([...allSlots()])];
    const [x, y] = [Uint8Array.from(a), Uint8Array.from(b)];
    for (const operation of [and, or, andNot]) operation(x, y);
    for (const operation of [setRange, clearRange]) operation(x, { start: 100, end: 120 });
    dilate(x, y, y, 12);
    firstRun(x, 3, 3, 0);
    expect([[...x], [...y]]).toEqual([a, b]);
  });
});

/** Days as people paint them, mostly long runs, and days of noise. */
const slots: fc.Arbitrary<boolean[]> = fc.oneof(
  fc.array(fc.boolean(), { minLength: SLOTS_PER_DAY, maxLength: SLOTS_PER_DAY }),
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 287 }), fc.integer({ min: 1, max: 60 })), { maxLength: 5 })
    .map((ranges) => Array.from({ length: SLOTS_PER_DAY }, (_, i) => ranges.some(([from, length]) => i >= from && i < from + length))),
);
const slot = fc.integer({ min: 0, max: SLOTS_PER_DAY });

/** AV-1 as slowly as it reads. */
function packed(bits: readonly boolean[]): SlotBitmap {
  const bytes = new Uint8Array(36);
  bits.forEach((bit, i) => {
    if (bit) bytes[Math.floor(i / 8)] = (bytes[Math.floor(i / 8)] ?? 0) + 2 ** (i % 8);
  });
  return bytes;
}

function at(bits: readonly boolean[], index: number): boolean {
  return bits[index] ?? false;
}

function parsed(text: string | undefined): SlotBitmap {
  const bits = parseBitmap(text ?? "");
  if (!bits) throw new Error(`not a bitmap: ${text}`);
  return bits;
}
