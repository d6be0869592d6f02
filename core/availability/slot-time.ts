import { formatMinutes, type LocalTime, minutesOf } from "../time.ts";
import { SLOT_MINUTES, SLOTS_PER_DAY, type SlotRange } from "./slot-bitmap.ts";

/** A stretch of one date's wall clock; the end may be `24:00`. */
export interface TimeRange {
  readonly startTime: LocalTime;
  readonly endTime: LocalTime;
}

// A calendar page names hundreds of slots, and formatting a time costs more than deciding about it.
const labels: LocalTime[] = [];

/** The wall-clock time at which a slot starts; `24:00` for the end of the day. */
export function slotTime(slot: number): LocalTime {
  if (labels.length === 0) {
    for (let each = 0; each <= SLOTS_PER_DAY; each++) labels.push(formatMinutes(each * SLOT_MINUTES));
  }
  return labels[slot] ?? formatMinutes(slot * SLOT_MINUTES);
}

export function timeRange(range: SlotRange): TimeRange {
  return { startTime: slotTime(range.start), endTime: slotTime(range.end) };
}

/** The slots of a range whose times are known to be multiples of five minutes. */
export function slotRange(range: TimeRange): SlotRange {
  return { start: minutesOf(range.startTime) / SLOT_MINUTES, end: minutesOf(range.endTime) / SLOT_MINUTES };
}
