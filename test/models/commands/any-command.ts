import fc from "fast-check";
import type { Command } from "../life.ts";
import { objections, reportResolutions, reports, withdrawals } from "./absence.ts";
import { bookings, payments } from "./booking.ts";
import { cancellations, notes } from "./changing.ts";
import { daysOff, daysOn } from "./days-off.ts";
import { completions, disputeResolutions, disputes } from "./ending.ts";
import { weekCopies, weekSaves } from "./hours.ts";
import { looksAhead, looksAtStarts } from "./looking.ts";
import { moves } from "./moving.ts";
import { rangeRepeats, ranges } from "./ranges.ts";
import { schedules } from "./schedules.ts";
import { settingsChanges, zoneChanges } from "./settings.ts";
import { waits, waitsForBoundary } from "./waiting.ts";

/** How often each kind of thing happens. */
const KINDS = [
  [26, bookings],
  [5, payments],
  [4, cancellations],
  [6, moves],
  [3, notes],
  [4, completions],
  [3, disputes],
  [2, disputeResolutions],
  [9, reports],
  [3, objections],
  [3, withdrawals],
  [3, reportResolutions],
  [3, weekSaves],
  [2, weekCopies],
  [3, ranges],
  [1, rangeRepeats],
  [1, daysOff],
  [2, daysOn],
  [3, settingsChanges],
  [2, zoneChanges],
  [3, waits],
  [14, waitsForBoundary],
  [10, schedules],
  [1, looksAhead],
  [3, looksAtStarts],
] as const satisfies readonly (readonly [weight: number, fc.Arbitrary<Command>])[];

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(...KINDS.map(([weight, arbitrary]) => ({ weight, arbitrary })));
