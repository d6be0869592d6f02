/**
 * The five-minute slots of one local day, one bit each (AV-1): slot i is the wall-clock interval [5i, 5i + 5) minutes.
 *
 *     byte      0          1                35
 *     bit   7 … 1 0    7 … 1 0    …    7 …… 0
 *     slot  7 … 1 0   15 … 9 8    …  287 … 280
 *
 * Always 36 bytes. Bitmaps are values: every operation returns a fresh one and leaves its inputs alone.
 */
export type SlotBitmap = Uint8Array;

/** Consecutive slots from `start` up to, not including, `end`. */
export interface SlotRange {
  readonly start: number;
  readonly end: number;
}

export const SLOT_MINUTES = 5;
export const SLOTS_PER_DAY = 288;
export const BITMAP_BYTES = 36;

export function noSlots(): SlotBitmap {
  return new Uint8Array(BITMAP_BYTES);
}

export function allSlots(): SlotBitmap {
  return noSlots().fill(0xff);
}

export function and(a: SlotBitmap, b: SlotBitmap): SlotBitmap {
  const result = noSlots();
  for (let index = 0; index < BITMAP_BYTES; index++) result[index] = byteAt(a, index) & byteAt(b, index);
  return result;
}

export function or(a: SlotBitmap, b: SlotBitmap): SlotBitmap {
  const result = noSlots();
  for (let index = 0; index < BITMAP_BYTES; index++) result[index] = byteAt(a, index) | byteAt(b, index);
  return result;
}

/** The slots of `a` that are not in `b`. */
export function andNot(a: SlotBitmap, b: SlotBitmap): SlotBitmap {
  const result = noSlots();
  for (let index = 0; index < BITMAP_BYTES; index++) result[index] = byteAt(a, index) & ~byteAt(b, index);
  return result;
}

/** How many slots are set. */
export function count(bits: SlotBitmap): number {
  let total = 0;
  for (let index = 0; index < BITMAP_BYTES; index++) {
    for (let rest = byteAt(bits, index); rest !== 0; rest &= rest - 1) total++;
  }
  return total;
}

export function isEmpty(bits: SlotBitmap): boolean {
  return nextSet(bits, 0) === SLOTS_PER_DAY;
}

export function equals(a: SlotBitmap, b: SlotBitmap): boolean {
  for (let index = 0; index < BITMAP_BYTES; index++) if (byteAt(a, index) !== byteAt(b, index)) return false;
  return true;
}

export function isSubset(part: SlotBitmap, whole: SlotBitmap): boolean {
  for (let index = 0; index < BITMAP_BYTES; index++) if ((byteAt(part, index) & ~byteAt(whole, index)) !== 0) return false;
  return true;
}

/** Whether the two have a slot in common. */
export function intersects(a: SlotBitmap, b: SlotBitmap): boolean {
  for (let index = 0; index < BITMAP_BYTES; index++) if ((byteAt(a, index) & byteAt(b, index)) !== 0) return true;
  return false;
}

export function setRange(bits: SlotBitmap, range: SlotRange): SlotBitmap {
  return or(bits, fromRanges([range]));
}

export function clearRange(bits: SlotBitmap, range: SlotRange): SlotBitmap {
  return andNot(bits, fromRanges([range]));
}

/** The bitmap of the ranges, which may overlap; slots outside the day are dropped. */
export function fromRanges(ranges: readonly SlotRange[]): SlotBitmap {
  const bits = noSlots();
  for (const range of ranges) {
    const end = Math.min(range.end, SLOTS_PER_DAY);
    let slot = Math.max(range.start, 0);
    while (slot < end) {
      if ((slot & 7) === 0 && slot + 8 <= end) {
        bits[slot >> 3] = 0xff;
        slot += 8;
      } else {
        bits[slot >> 3] = byteAt(bits, slot >> 3) | (1 << (slot & 7));
        slot++;
      }
    }
  }
  return bits;
}

/** The maximal ranges of set slots in ascending order (AV-4). */
export function runs(bits: SlotBitmap): SlotRange[] {
  const found: SlotRange[] = [];
  let start = nextSet(bits, 0);
  while (start < SLOTS_PER_DAY) {
    const end = nextClear(bits, start);
    found.push({ start, end });
    start = nextSet(bits, end);
  }
  return found;
}

/** The first slot ≥ `from` that is a multiple of `step` and begins `minSlots` set slots, if there is one. */
export function firstRun(bits: SlotBitmap, minSlots: number, step: number, from: number): number | undefined {
  for (const run of runs(bits)) {
    const start = roundUp(Math.max(run.start, from), step);
    if (start + minSlots <= run.end) return start;
  }
  return undefined;
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** The byte, of a bitmap that its type promises to have 36. */
export function byteAt(bits: SlotBitmap, index: number): number {
  return bits[index] ?? 0;
}

function nextSet(bits: SlotBitmap, from: number): number {
  return nextOne(bits, from, 0);
}

function nextClear(bits: SlotBitmap, from: number): number {
  return nextOne(bits, from, 0xff);
}

/** The first slot ≥ `from` whose bit is 1 after `flip`; 288 if none. Whole bytes without one are skipped. */
function nextOne(bits: SlotBitmap, from: number, flip: 0 | 0xff): number {
  let index = from >> 3;
  let byte = (byteAt(bits, index) ^ flip) & (0xff << (from & 7));
  while (byte === 0) {
    index++;
    if (index >= BITMAP_BYTES) return SLOTS_PER_DAY;
    byte = byteAt(bits, index) ^ flip;
  }
  return (index << 3) + (31 - Math.clz32(byte & -byte));
}
