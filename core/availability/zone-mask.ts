import { type ClockChange, clockChangesOn, type LocalDate, type Zone } from "../time.ts";
import { allSlots, andNot, fromRanges, SLOT_MINUTES, type SlotBitmap, type SlotRange } from "./slot-bitmap.ts";

/**
 * The slots whose wall-clock start exists exactly once on the date (AV-13). Where the clocks change, the skipped or repeated hour
 * is closed: a lesson in it would have a wrong length or two possible instants.
 */
export function zoneMask(zone: Zone, date: LocalDate): SlotBitmap {
  const changes = clockChangesOn(zone, date);
  return changes.length === 0 ? allSlots() : andNot(allSlots(), fromRanges(changes.map(changedSlots)));
}

/** The slots whose start is skipped or repeated by a change of the clocks. */
export function changedSlots(change: ClockChange): SlotRange {
  return { start: Math.ceil(change.fromMinutes / SLOT_MINUTES), end: Math.ceil(change.toMinutes / SLOT_MINUTES) };
}
