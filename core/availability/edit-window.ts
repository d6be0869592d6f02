import { DomainError, required } from "../errors.ts";
import { addDays, type LocalDate, type LocalTime } from "../time.ts";
import { DATE_IN_PAST, WINDOW_EXISTS } from "./availability-errors.ts";
import { windowOverlap } from "./combine-windows.ts";
import { requireNotPast, requireNotTooFar } from "./editable-dates.ts";
import { closeRange, type OpenHours, type OpenWindow, openWindow, type WindowFormats, windowsOf } from "./open-hours.ts";
import { parseWindow, type WindowInput } from "./parse-window.ts";
import { slotTime } from "./slot-time.ts";
import { parseWindowId, windowId, windowNotFound } from "./window-id.ts";

/** The hours of the dates that were read. An edit leaves them alone and answers new ones. */
export type HoursByDate = ReadonlyMap<LocalDate, OpenHours>;

/** The instructor's wall clock. */
export interface WallClock {
  readonly today: LocalDate;
  readonly time: LocalTime;
}

export interface WindowEdit {
  readonly hours: HoursByDate;
  /** The runs that now hold the window: two when it goes over midnight, none when it was removed. */
  readonly windowIds: readonly string[];
  readonly changed: boolean;
}

export interface WindowAddition extends WindowInput {
  readonly date: LocalDate;
}

export interface WindowPatch {
  readonly startTime?: string;
  readonly endTime?: string;
  readonly formats?: WindowFormats;
}

/** Opens a window beside what is open (AVW-20). */
export function addWindow(hours: HoursByDate, addition: WindowAddition, clock: WallClock): WindowEdit {
  const parts = datedParts(addition);
  requireAhead(parts, clock);
  if (parts.every(({ date, window }) => covers(hoursOn(hours, date), window))) {
    throw new DomainError(WINDOW_EXISTS, "The time is open already: nothing more is needed.");
  }
  return withParts(hours, parts);
}

/** Gives a window other times or formats; fields not given stay as they are (AVW-21). */
export function updateWindow(hours: HoursByDate, id: string, patch: WindowPatch, clock: WallClock): WindowEdit {
  const { date, window } = editableWindow(hours, id, clock);
  const old = { startTime: slotTime(window.start), endTime: slotTime(window.end), formats: window.formats };
  const parts = datedParts({ date, ...old, ...patch });
  if (isSame(parts, window)) return { hours, windowIds: [id], changed: false };
  requireAhead(parts, clock);
  return withParts(withDay(hours, date, closeRange(hoursOn(hours, date), window)), parts);
}

/** Closes a window (AVW-21). Lessons under it stay. */
export function removeWindow(hours: HoursByDate, id: string, clock: WallClock): WindowEdit {
  const { date, window } = editableWindow(hours, id, clock);
  return { hours: withDay(hours, date, closeRange(hoursOn(hours, date), window)), windowIds: [], changed: true };
}

/** A window, or the half of one, with the date it lies on. */
export interface DatedWindow {
  readonly date: LocalDate;
  readonly window: OpenWindow;
}

/** The window on its date and, if it goes over midnight, on the next (AV-5). */
export function datedParts({ date, ...input }: WindowAddition): [DatedWindow, ...DatedWindow[]] {
  const { window, overnight } = parseWindow(date, input);
  return [{ date, window }, ...(overnight ? [{ date: addDays(date, 1), window: overnight }] : [])];
}

function editableWindow(hours: HoursByDate, id: string, clock: WallClock): DatedWindow {
  const date = parseWindowId(id)?.date;
  const window = date && windowsOf(hoursOn(hours, date)).find((each) => windowId(date, each) === id);
  if (!window) throw windowNotFound();
  requireNotPast(date, clock.today);
  return { date, window };
}

/** A window must not be over, as a whole, and not too far ahead. */
function requireAhead(parts: readonly [DatedWindow, ...DatedWindow[]], clock: WallClock): void {
  const [{ date, window }] = parts;
  requireNotPast(date, clock.today);
  const isOver = date === clock.today && parts.length === 1 && slotTime(window.end) <= clock.time;
  if (isOver) throw new DomainError(DATE_IN_PAST, `Choose an end after ${clock.time}.`, { date });
  requireNotTooFar(date, clock.today);
}

/** Lays the parts over the hours. Open time of the same formats merges, of other formats is in the way. */
function withParts(before: HoursByDate, parts: readonly DatedWindow[]): WindowEdit {
  let hours = before;
  for (const { date, window } of parts) {
    const conflict = windowsOf(hoursOn(hours, date)).find((open) => overlaps(open, window) && open.formats !== window.formats);
    if (conflict) throw windowOverlap(date, window, conflict);
    hours = withDay(hours, date, openWindow(hoursOn(hours, date), window));
  }
  const holding = parts.map(({ date, window }) => {
    const run = windowsOf(hoursOn(hours, date)).find((each) => overlaps(each, window));
    return windowId(date, required(run, "a window just opened lies in a run"));
  });
  return { hours, windowIds: holding, changed: true };
}

function covers(hours: OpenHours, window: OpenWindow): boolean {
  return windowsOf(hours).some((open) => open.formats === window.formats && open.start <= window.start && window.end <= open.end);
}

function overlaps(a: OpenWindow, b: OpenWindow): boolean {
  return a.start < b.end && b.start < a.end;
}

function isSame([{ window }, overnight]: readonly [DatedWindow, ...DatedWindow[]], old: OpenWindow): boolean {
  return !overnight && window.start === old.start && window.end === old.end && window.formats === old.formats;
}

function hoursOn(hours: HoursByDate, date: LocalDate): OpenHours {
  return required(hours.get(date), `the day ${date} was not read`);
}

function withDay(hours: HoursByDate, date: LocalDate, day: OpenHours): HoursByDate {
  return new Map([...hours, [date, day]]);
}
