import type { LocalDate } from "../time.ts";
import { SLOT_MINUTES, SLOTS_PER_DAY, type SlotRange } from "./slot-bitmap.ts";

/** In which parts of a day a lesson can start, and how much free time the day has. */
export interface DaySummary {
  readonly date: LocalDate;
  readonly morning: boolean;
  readonly afternoon: boolean;
  readonly evening: boolean;
  readonly freeMinutes: number;
}

const NOON = slotAt(12);
const EVENING = slotAt(17);

/** A day by its bookable windows (AVP-6). */
export function summaryOf(date: LocalDate, windows: readonly SlotRange[], durationMinutes: number): DaySummary {
  const durationSlots = durationMinutes / SLOT_MINUTES;
  // Windows begin at marks, and so do the parts of a day: the first start in a part is at the later of the two.
  const startsWithin = (from: number, until: number) =>
    windows.some((window) => Math.max(window.start, from) < Math.min(window.end - durationSlots + 1, until));
  return {
    date,
    morning: startsWithin(0, NOON),
    afternoon: startsWithin(NOON, EVENING),
    evening: startsWithin(EVENING, SLOTS_PER_DAY),
    freeMinutes: windows.reduce((total, window) => total + (window.end - window.start) * SLOT_MINUTES, 0),
  };
}

function slotAt(hour: number): number {
  return (hour * 60) / SLOT_MINUTES;
}
