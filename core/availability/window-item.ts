import { required } from "../errors.ts";
import type { LocalDate } from "../time.ts";
import type { HoursByDate } from "./edit-window.ts";
import { type OpenHours, type WindowFormats, windowsOf } from "./open-hours.ts";
import { type TimeRange, timeRange } from "./slot-time.ts";
import { parseWindowId, windowId } from "./window-id.ts";

/** A window of one date under the id by which it can be changed (AVW-19). */
export interface WindowItem extends TimeRange {
  readonly windowId: string;
  readonly date: LocalDate;
  readonly formats: WindowFormats;
}

export function windowItemsOf(date: LocalDate, hours: OpenHours): WindowItem[] {
  return windowsOf(hours).map((window) => ({ windowId: windowId(date, window), date, ...timeRange(window), formats: window.formats }));
}

/** The windows with these ids, which an edit just gave. */
export function namedItems(hours: HoursByDate, ids: readonly string[]): WindowItem[] {
  return ids.map((id) => {
    const { date } = required(parseWindowId(id), "an edit names windows by their ids");
    const items = windowItemsOf(date, required(hours.get(date), "an edit answers the hours of its dates"));
    return required(
      items.find((item) => item.windowId === id),
      "an edit names windows that there are",
    );
  });
}
