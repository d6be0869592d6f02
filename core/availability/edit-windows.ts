import { assertNever, DomainError, validationFailed } from "../errors.ts";
import { addDays, type LocalDate } from "../time.ts";
import { TOO_MANY_DATES, WINDOW_EXISTS } from "./availability-errors.ts";
import {
  addWindow,
  datedParts,
  type HoursByDate,
  removeWindow,
  updateWindow,
  type WallClock,
  type WindowAddition,
  type WindowEdit,
} from "./edit-window.ts";
import type { WindowFormats } from "./open-hours.ts";
import { parseWindowId, windowId, windowNotFound } from "./window-id.ts";

/** One of many edits. Which fields it needs depends on the action; one with too few fails by itself (AVW-22). */
export interface WindowOperation {
  readonly action: "add" | "remove" | "update";
  readonly windowId?: string;
  readonly date?: LocalDate;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly formats?: WindowFormats;
}

export interface OperationResult {
  readonly index: number;
  readonly action: WindowOperation["action"];
  readonly status: "success" | "failed" | "skipped";
  readonly code?: string;
  readonly windowIds?: readonly string[];
}

export interface WindowEdits {
  readonly hours: HoursByDate;
  readonly results: readonly OperationResult[];
}

/** Carries operations out in order, each on what the ones before it left; a failed one changes nothing (AVW-22). */
export function editWindows(before: HoursByDate, operations: readonly WindowOperation[], clock: WallClock): WindowEdits {
  let hours = before;
  const results: OperationResult[] = [];
  for (const [index, operation] of operations.entries()) {
    const { action } = operation;
    try {
      const edit = edited(hours, operation, clock);
      hours = edit.hours;
      results.push({ index, action, status: edit.changed ? "success" : "skipped", windowIds: edit.windowIds });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // A window that is open already is what the caller wanted.
      results.push({ index, action, status: error.problem === WINDOW_EXISTS ? "skipped" : "failed", code: error.code });
    }
  }
  return { hours, results };
}

const MAX_DATES = 31;

/** The dates that the operations touch, ascending; they must be read before (AVW-22). Operations that cannot be read touch none. */
export function touchedDates(operations: readonly WindowOperation[]): LocalDate[] {
  const dates = [...new Set(operations.flatMap(datesOf))].sort();
  if (dates.length > MAX_DATES) {
    throw new DomainError(TOO_MANY_DATES, `Send operations for at most ${MAX_DATES} dates at once.`, { dates: dates.length });
  }
  return dates;
}

function datesOf({ windowId: id, ...given }: WindowOperation): LocalDate[] {
  // An addition goes by its own date, whatever window it names besides.
  const named = id === undefined || given.action === "add" ? undefined : parseWindowId(id);
  const { date, startTime = "", endTime = "" } = { ...named, ...given, ...(named ? { date: named.date } : {}) };
  if (date === undefined) return [];
  const isOvernight = endTime < startTime && endTime !== "00:00";
  return isOvernight ? [date, addDays(date, 1)] : [date];
}

function edited(hours: HoursByDate, operation: WindowOperation, clock: WallClock): WindowEdit {
  switch (operation.action) {
    case "add":
      return addWindow(hours, additionOf(operation), clock);
    case "update": {
      const { windowId: id, action: _, ...patch } = operation;
      // A window is its date: moving it to another is a removal and an addition.
      if (id === undefined || patch.date !== undefined || Object.keys(patch).length === 0)
        throw fieldsMissing("windowId and a field to change");
      return updateWindow(hours, id, patch, clock);
    }
    case "remove":
      return removeWindow(hours, operation.windowId ?? idOf(additionOf(operation)), clock);
    default:
      return assertNever(operation.action);
  }
}

function additionOf({ date, startTime, endTime, formats }: WindowOperation): WindowAddition {
  if (date === undefined || startTime === undefined || endTime === undefined) throw fieldsMissing("date, startTime and endTime");
  return { date, startTime, endTime, ...(formats === undefined ? {} : { formats }) };
}

/** The id of the run that has exactly these times. No run goes over midnight. */
function idOf(addition: WindowAddition): string {
  const [{ date, window }, overnight] = datedParts(addition);
  if (overnight) throw windowNotFound();
  return windowId(date, window);
}

function fieldsMissing(needed: string): DomainError {
  return validationFailed([{ field: "", code: "REQUIRED", message: `Send ${needed}.` }]);
}
