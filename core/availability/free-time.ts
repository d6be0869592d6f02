import type { AvailabilityDay, DayAround } from "./availability-day.ts";
import { type AvailabilitySettings, bufferSlots } from "./calendar-settings.ts";
import { dilate } from "./dilate-slots.ts";
import type { FormatClass } from "./format-class.ts";
import { formatBits } from "./open-hours.ts";
import { and, andNot, noSlots, or, type SlotBitmap } from "./slot-bitmap.ts";
import { zoneMask } from "./zone-mask.ts";

/** The slots in which a lesson of the class may lie, whatever the time now is (AV-32). */
export function freeTime(around: DayAround, settings: AvailabilitySettings, formatClass: FormatClass): SlotBitmap {
  const { day } = around;
  if (day.blackoutId !== undefined) return noSlots();
  const open = and(formatBits(day, formatClass), zoneMask(settings.timezone, day.date));
  return andNot(open, blockedTime(around, settings, formatClass));
}

/** The slots that lessons keep from the class: their own and the buffers around them, also over midnight (AV-30). */
export function blockedTime(around: DayAround, settings: AvailabilitySettings, formatClass: FormatClass): SlotBitmap {
  const nearAny = spread(around, "busy", bufferSlots(settings, formatClass));
  // For a travel class all lessons already have the longer buffer.
  return formatClass === "travel" ? nearAny : or(nearAny, nearTravel(around, settings));
}

/** The slots that are too close to a lesson the instructor travels to. */
export function nearTravel(around: DayAround, settings: AvailabilitySettings): SlotBitmap {
  return spread(around, "busyTravel", bufferSlots(settings, "travel"));
}

/** What the search digest keeps of a day: free time of the least strict class; booking decides with the real one (AV-33). */
export function netBits(around: DayAround, settings: AvailabilitySettings): SlotBitmap {
  return freeTime(around, settings, "online");
}

function spread({ day, prev, next }: DayAround, lessons: keyof Pick<AvailabilityDay, "busy" | "busyTravel">, slots: number): SlotBitmap {
  return dilate(day[lessons], prev[lessons], next[lessons], slots);
}
