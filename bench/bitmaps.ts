import { dilate } from "../core/availability/dilate-slots.ts";
import { and, andNot, count, firstRun, fromRanges, noSlots, or, runs, SLOTS_PER_DAY, setRange } from "../core/availability/slot-bitmap.ts";
import * as list from "./interval-list.ts";
import { printTable, progress } from "./report.ts";
import { median } from "./statistics.ts";

/** An instructor's day: three open windows, four lessons. */
const OPEN = [slots("08:00", "12:00"), slots("13:00", "17:30"), slots("18:30", "21:00")];
const TAKEN = [slots("09:00", "10:00"), slots("10:30", "11:30"), slots("14:00", "15:30"), slots("19:00", "20:00")];
const LESSON = slots("16:00", "17:00");
const open = fromRanges(OPEN);
const taken = fromRanges(TAKEN);
const HOUR = 12;
const BUFFER = 3;
const MARK = 3;

interface Comparison {
  readonly name: string;
  readonly bitmap: () => unknown;
  readonly intervals: () => unknown;
}

const COMPARISONS: readonly Comparison[] = [
  { name: "and", bitmap: () => and(open, taken), intervals: () => list.intersection(OPEN, TAKEN) },
  { name: "or", bitmap: () => or(open, taken), intervals: () => list.union(OPEN, TAKEN) },
  { name: "andNot", bitmap: () => andNot(open, taken), intervals: () => list.difference(OPEN, TAKEN) },
  { name: "setRange", bitmap: () => setRange(taken, LESSON), intervals: () => list.union(TAKEN, [LESSON]) },
  { name: "count", bitmap: () => count(open), intervals: () => list.total(OPEN) },
  { name: "runs", bitmap: () => runs(open), intervals: () => OPEN.map((range) => ({ ...range })) },
  { name: "firstRun (one hour)", bitmap: () => firstRun(open, HOUR, MARK, 0), intervals: () => list.firstFit(OPEN, HOUR, MARK, 0) },
  {
    name: "dilate (15 minutes)",
    bitmap: () => dilate(taken, noSlots(), noSlots(), BUFFER),
    intervals: () => list.widened(TAKEN, BUFFER, SLOTS_PER_DAY),
  },
  {
    name: "free hours of a day",
    bitmap: () => runs(andNot(open, dilate(taken, noSlots(), noSlots(), BUFFER))),
    intervals: () => list.difference(OPEN, list.widened(TAKEN, BUFFER, SLOTS_PER_DAY)),
  },
];

/** (d) What the bitmap's operations cost beside the same on a sorted list of intervals. */
export function benchBitmaps(): void {
  const rows = COMPARISONS.map(({ name, bitmap, intervals }) => {
    progress(name);
    const [ours, theirs] = [nanoseconds(bitmap), nanoseconds(intervals)];
    return [name, ours, theirs, theirs / ours];
  });
  printTable("(d) Bitmaps of a day against interval lists", ["operation", "bitmap ns", "list ns", "list / bitmap"], rows, [
    "A day of 3 windows and 4 lessons. 36 bytes are stored and compared as they are; a list grows with every window.",
  ]);
}

const ROUNDS = 15;
const ROUND_MS = 10;

// Whatever an operation gives is kept here, so that none is optimised away.
let kept: unknown;

/** The median of rounds that each last long enough for the clock. */
function nanoseconds(run: () => unknown): number {
  let repeats = 100;
  while (timed(run, repeats) < ROUND_MS) repeats *= 2;
  const rounds = Array.from({ length: ROUNDS }, () => (timed(run, repeats) * 1e6) / repeats);
  if (kept === undefined) throw new Error("The operation gives nothing.");
  return median(rounds);
}

function timed(run: () => unknown, repeats: number): number {
  const startedAt = performance.now();
  for (let index = 0; index < repeats; index++) kept = run();
  return performance.now() - startedAt;
}

function slots(from: string, to: string) {
  const slot = (time: string) => Number(time.slice(0, 2)) * 12 + Number(time.slice(3)) / 5;
  return { start: slot(from), end: slot(to) };
}
