import { assert } from "../errors.ts";
import { fromRanges, runs, SLOTS_PER_DAY, type SlotBitmap, type SlotRange } from "./slot-bitmap.ts";

/** Two hours, the longest buffer. */
export const MAX_DILATION_SLOTS = 24;

/**
 * Every slot that lies within `slots` of a set one (AV-8). Slots before midnight are looked up in `prev`, the day before, and slots
 * after the last in `next`.
 *
 * Lessons are few and long, so widening each run costs less than shifting the whole bitmap as often as the buffer has slots.
 */
export function dilate(bits: SlotBitmap, prev: SlotBitmap, next: SlotBitmap, slots: number): SlotBitmap {
  assert(slots >= 0 && slots <= MAX_DILATION_SLOTS, "a dilation reaches at most two hours");
  const near = [...shifted(runs(prev), -SLOTS_PER_DAY), ...runs(bits), ...shifted(runs(next), SLOTS_PER_DAY)];
  return fromRanges(near.map(({ start, end }) => ({ start: start - slots, end: end + slots })));
}

function shifted(ranges: readonly SlotRange[], by: number): SlotRange[] {
  return ranges.map(({ start, end }) => ({ start: start + by, end: end + by }));
}
