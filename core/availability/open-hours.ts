import { validationFailed } from "../errors.ts";
import type { LocalDate } from "../time.ts";
import type { FormatClass } from "./format-class.ts";
import { and, andNot, equals, fromRanges, intersects, isEmpty, noSlots, or, runs, type SlotBitmap, type SlotRange } from "./slot-bitmap.ts";

/** What may take place in an open slot: everything, everything the instructor need not travel for, or online lessons only. */
export type WindowFormats = "any" | "no_travel" | "online_only";

/** The part of a day that the instructor edits. `onlineOnly` and `noTravel` are disjoint subsets of `open` (AV-27). */
export interface OpenHours {
  readonly open: SlotBitmap;
  readonly onlineOnly: SlotBitmap;
  readonly noTravel: SlotBitmap;
}

/** The hours of one date. */
export interface DatedHours extends OpenHours {
  readonly date: LocalDate;
}

/** Open slots in a row with the same formats. */
export interface OpenWindow extends SlotRange {
  readonly formats: WindowFormats;
}

export function closedHours(): OpenHours {
  return { open: noSlots(), onlineOnly: noSlots(), noTravel: noSlots() };
}

export function isClosed(hours: OpenHours): boolean {
  return isEmpty(hours.open);
}

/** Hours from bitmaps as a client sends them: formats of closed slots are dropped, a slot may have only one (AV-27). */
export function hoursFromBits(open: SlotBitmap, onlineOnly: SlotBitmap, noTravel: SlotBitmap, field = ""): OpenHours {
  if (intersects(onlineOnly, noTravel)) {
    const message = "A slot is either onlineOnly or noTravel, not both.";
    throw validationFailed([{ field: `${field}/noTravel`, code: "MUTUALLY_EXCLUSIVE", message }]);
  }
  return { open, onlineOnly: and(onlineOnly, open), noTravel: and(noTravel, open) };
}

/** Hours from windows that do not overlap. */
export function hoursFromWindows(windows: readonly OpenWindow[]): OpenHours {
  return {
    open: fromRanges(windows),
    onlineOnly: fromRanges(windows.filter((window) => window.formats === "online_only")),
    noTravel: fromRanges(windows.filter((window) => window.formats === "no_travel")),
  };
}

/** The windows of a day (AV-4): touching windows of different formats stay two. */
export function windowsOf(hours: OpenHours): OpenWindow[] {
  const restricted = or(hours.onlineOnly, hours.noTravel);
  const windows = [
    ...withFormats("any", andNot(hours.open, restricted)),
    ...withFormats("online_only", hours.onlineOnly),
    ...withFormats("no_travel", hours.noTravel),
  ];
  return windows.sort((a, b) => a.start - b.start);
}

/** The slots open for a class of formats (AV-26). */
export function formatBits(hours: OpenHours, formatClass: FormatClass): SlotBitmap {
  if (formatClass === "online") return hours.open;
  const notOnline = andNot(hours.open, hours.onlineOnly);
  return formatClass === "studio" ? notOnline : andNot(notOnline, hours.noTravel);
}

export function sameHours(a: OpenHours, b: OpenHours): boolean {
  return equals(a.open, b.open) && sameFormats(a, b);
}

/** The hours with one window laid over them; its formats win. */
export function openWindow(hours: OpenHours, window: OpenWindow): OpenHours {
  const closed = closeRange(hours, window);
  const range = fromRanges([window]);
  return {
    open: or(closed.open, range),
    onlineOnly: window.formats === "online_only" ? or(closed.onlineOnly, range) : closed.onlineOnly,
    noTravel: window.formats === "no_travel" ? or(closed.noTravel, range) : closed.noTravel,
  };
}

export function closeRange(hours: OpenHours, range: SlotRange): OpenHours {
  const bits = fromRanges([range]);
  return { open: andNot(hours.open, bits), onlineOnly: andNot(hours.onlineOnly, bits), noTravel: andNot(hours.noTravel, bits) };
}

/** How one date's hours differ from what they were (AV-9). */
export interface HoursChange {
  readonly added: readonly SlotRange[];
  readonly removed: readonly SlotRange[];
  /** Some slot is open before and after, with other formats. */
  readonly formatsChanged: boolean;
}

export function changeOf(before: OpenHours, after: OpenHours): HoursChange {
  const kept = and(before.open, after.open);
  return {
    added: runs(andNot(after.open, before.open)),
    removed: runs(andNot(before.open, after.open)),
    formatsChanged: !sameFormats(onlyIn(kept, before), onlyIn(kept, after)),
  };
}

/** How many windows of `hours` are not among those of `others`: equal start, end and formats (AVW-11). */
export function windowsMissingIn(others: OpenHours, hours: OpenHours): number {
  const known = new Set(windowsOf(others).map(windowName));
  return windowsOf(hours).filter((window) => !known.has(windowName(window))).length;
}

function windowName(window: OpenWindow): string {
  return `${window.start} ${window.end} ${window.formats}`;
}

function sameFormats(a: OpenHours, b: OpenHours): boolean {
  return equals(a.onlineOnly, b.onlineOnly) && equals(a.noTravel, b.noTravel);
}

function onlyIn(bits: SlotBitmap, hours: OpenHours): OpenHours {
  return { open: and(hours.open, bits), onlineOnly: and(hours.onlineOnly, bits), noTravel: and(hours.noTravel, bits) };
}

function withFormats(formats: WindowFormats, bits: SlotBitmap): OpenWindow[] {
  return runs(bits).map(({ start, end }) => ({ start, end, formats }));
}
