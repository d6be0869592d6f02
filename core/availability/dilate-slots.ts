import { assert } from "../errors.ts";
import { BITMAP_BYTES, byteAt, noSlots, type SlotBitmap } from "./slot-bitmap.ts";

/** Two hours, the longest buffer. Must stay below 32: one word of each neighbour day is all that is looked at. */
export const MAX_DILATION_SLOTS = 24;

/**
 * Every slot that lies within `slots` of a set one (AV-8). Slots before midnight are looked up in `prev`, the day before, and slots
 * after the last in `next`.
 *
 * The day is held as nine 32-bit words between one word of each neighbour. Spreading by n takes log₂ n shifts: what has been
 * spread by r covers r + 1 slots without a hole, so the next shift may be r + 1 wide.
 */
export function dilate(bits: SlotBitmap, prev: SlotBitmap, next: SlotBitmap, slots: number): SlotBitmap {
  assert(slots >= 0 && slots <= MAX_DILATION_SLOTS, "a dilation reaches at most two hours");
  const later = new Int32Array(DAY_WORDS + 2);
  later[0] = wordAt(prev, DAY_WORDS - 1);
  for (let word = 0; word < DAY_WORDS; word++) later[word + 1] = wordAt(bits, word);
  later[DAY_WORDS + 1] = wordAt(next, 0);
  const earlier = later.slice();
  for (let reach = 0; reach < slots; ) {
    const shift = Math.min(reach + 1, slots - reach);
    spreadLater(later, shift);
    spreadEarlier(earlier, shift);
    reach += shift;
  }
  const result = noSlots();
  for (let index = 0; index < BITMAP_BYTES; index++) {
    const word = (index >> 2) + 1;
    result[index] = ((later[word] ?? 0) | (earlier[word] ?? 0)) >> ((index & 3) << 3);
  }
  return result;
}

const DAY_WORDS = BITMAP_BYTES / 4;

function spreadLater(words: Int32Array, shift: number): void {
  // From the last word to the first, so that each word still sees its neighbour as it was.
  for (let word = words.length - 1; word > 0; word--) {
    const own = words[word] ?? 0;
    words[word] = own | (own << shift) | ((words[word - 1] ?? 0) >>> (32 - shift));
  }
  words[0] = (words[0] ?? 0) | ((words[0] ?? 0) << shift);
}

function spreadEarlier(words: Int32Array, shift: number): void {
  const last = words.length - 1;
  for (let word = 0; word < last; word++) {
    const own = words[word] ?? 0;
    words[word] = own | (own >>> shift) | ((words[word + 1] ?? 0) << (32 - shift));
  }
  words[last] = (words[last] ?? 0) | ((words[last] ?? 0) >>> shift);
}

function wordAt(bits: SlotBitmap, word: number): number {
  const index = word * 4;
  return byteAt(bits, index) | (byteAt(bits, index + 1) << 8) | (byteAt(bits, index + 2) << 16) | (byteAt(bits, index + 3) << 24);
}
