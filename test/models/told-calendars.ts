import type { AvailabilityDay } from "../../core/availability/availability-day.ts";
import type { AvailabilitySettings } from "../../core/availability/calendar-settings.ts";
import type { RangeJob } from "../../core/availability/range-job.ts";
import { required } from "../../core/errors.ts";
import type { UserId } from "../../core/ids.ts";
import { itemsOf } from "../support/booking-truth.ts";
import { isSet } from "../support/calendar-truth.ts";
import type { StoredItem } from "../support/table.ts";
import type { ModelInstructor } from "./model.ts";
import { CLOSED, LETTERS, type Line } from "./rules/lines.ts";
import { isDone } from "./rules/range-jobs.ts";

/** A calendar as the model tells it. */
export function modelCalendar({ lines, daysOff, job, ...instructor }: ModelInstructor) {
  const { zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays } = instructor;
  return {
    ...{ zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays, daysOff },
    lines: new Map([...lines].filter(([, line]) => line !== CLOSED)),
    job: job && !isDone(job) ? { nextDate: job.nextDate, endDate: job.endDate, daysWritten: job.daysWritten } : undefined,
  };
}

/** A calendar as it is stored. */
export function storedCalendar(items: readonly StoredItem[], userId: UserId): ReturnType<typeof modelCalendar> {
  const of = <T extends { readonly instructorId: UserId }>(type: string) =>
    itemsOf<T>(items, type).filter((item) => item.instructorId === userId);
  const settings = required(of<AvailabilitySettings>("calendar-settings")[0], "every instructor has a calendar");
  const { timezone: zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays } = settings;
  const days = of<AvailabilityDay>("availability-day");
  const job = of<RangeJob>("range-job").find(({ status }) => status === "running");
  return {
    ...{ zone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays },
    daysOff: new Map(days.flatMap(({ date, blackoutId }) => (blackoutId === undefined ? [] : [[date, blackoutId] as const]))),
    lines: new Map(days.map((day) => [day.date, lineOf(day)] as const).filter(([, line]) => line !== CLOSED)),
    job: job && { nextDate: job.nextDate, endDate: job.endDate, daysWritten: job.totals.daysWritten },
  };
}

/** Items are read anew when they are written, so that the line of the same object stays the same. */
const known = new WeakMap<AvailabilityDay, Line>();

function lineOf(day: AvailabilityDay): Line {
  const line = known.get(day) ?? Array.from({ length: 288 }, (_, slot) => letterAt(day, slot)).join("");
  known.set(day, line);
  return line;
}

function letterAt({ open, onlineOnly, noTravel }: AvailabilityDay, slot: number): string {
  if (!isSet(open, slot)) return ".";
  return isSet(onlineOnly, slot) ? LETTERS.online_only : isSet(noTravel, slot) ? LETTERS.no_travel : LETTERS.any;
}
