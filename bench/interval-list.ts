import type { SlotRange } from "../core/availability/slot-bitmap.ts";

/**
 * A day's time as sorted, disjoint ranges: what one would write without bitmaps. It exists to be measured against, so it is written as
 * plainly and as quickly as such lists go.
 */
export type IntervalList = readonly SlotRange[];

export function intersection(a: IntervalList, b: IntervalList): SlotRange[] {
  const found: SlotRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i];
    const y = b[j];
    if (!x || !y) break;
    const start = Math.max(x.start, y.start);
    const end = Math.min(x.end, y.end);
    if (start < end) found.push({ start, end });
    if (x.end < y.end) i++;
    else j++;
  }
  return found;
}

export function union(a: IntervalList, b: IntervalList): SlotRange[] {
  return merged([...a, ...b].sort((x, y) => x.start - y.start));
}

export function difference(a: IntervalList, b: IntervalList): SlotRange[] {
  const left: SlotRange[] = [];
  for (const { start, end } of a) {
    let from = start;
    for (const taken of b) {
      if (taken.end <= from || taken.start >= end) continue;
      if (taken.start > from) left.push({ start: from, end: taken.start });
      from = Math.max(from, taken.end);
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
}

export function total(list: IntervalList): number {
  let sum = 0;
  for (const { start, end } of list) sum += end - start;
  return sum;
}

export function firstFit(list: IntervalList, length: number, step: number, from: number): number | undefined {
  for (const range of list) {
    const start = Math.ceil(Math.max(range.start, from) / step) * step;
    if (start + length <= range.end) return start;
  }
  return undefined;
}

/** Every range wider by `slots` on both sides, within the day. */
export function widened(list: IntervalList, slots: number, end: number): SlotRange[] {
  return merged(list.map((range) => ({ start: Math.max(0, range.start - slots), end: Math.min(end, range.end + slots) })));
}

function merged(sorted: IntervalList): SlotRange[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}
