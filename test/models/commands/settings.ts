import fc from "fast-check";
import * as updateCalendarSettings from "../../../functions/availability/update-calendar-settings.ts";
import { callAs } from "../../support/bookings.ts";
import { type Command, expectAnswer, personAt } from "../life.ts";
import { instructorAt, takesTime, todayOf } from "../model.ts";
import { plusDays } from "../wall-clock.ts";
import { instructorIndex } from "./choosing.ts";

const patch = fc.oneof(
  fc.record({ bufferMinutes: fc.constantFrom(0, 15, 30, 45, 60) }),
  fc.record({ travelBufferMinutes: fc.constantFrom(30, 45, 60, 90) }),
  fc.record({ overnightProtectionEnabled: fc.boolean() }),
  fc.record({ bookingHorizonDays: fc.constantFrom(1, 2, 365, 365) }),
);

/** An instructor chooses other buffers, another horizon, or whether nights are protected. */
export const settingsChanges: fc.Arbitrary<Command> = fc.tuple(instructorIndex, patch).map(([index, body]) => ({
  text: `change the settings of instructor ${index} ${JSON.stringify(body)}`,
  run: async (life) => {
    const instructor = instructorAt(life.model, index);
    const merged = { ...instructor, ...body };
    const reply = await callAs(personAt(life.instructors, index), updateCalendarSettings, { body });
    expectAnswer(reply, merged.travelBufferMinutes < merged.bufferMinutes ? "TRAVEL_BUFFER_TOO_SMALL" : "200");
    if (reply.status === 200) Object.assign(instructor, body);
  },
}));

/** One without summer time, one half an hour beside the others, and two as they are. */
const ZONES = ["America/Phoenix", "America/St_Johns", "America/New_York", "America/Havana"] as const;

/** An instructor moves to another zone, which waits for the lessons ahead. */
export const zoneChanges: fc.Arbitrary<Command> = fc.tuple(instructorIndex, fc.constantFrom(...ZONES)).map(([index, timezone]) => ({
  text: `move instructor ${index} to ${timezone}`,
  run: async (life) => {
    const { model } = life;
    const instructor = instructorAt(model, index);
    const yesterday = plusDays(todayOf(model, instructor), -1);
    const hasLessons = model.bookings.some((booking) => booking.instructor === index && takesTime(booking) && booking.date >= yesterday);
    const isRefused = timezone !== instructor.zone && hasLessons;
    const reply = await callAs(personAt(life.instructors, index), updateCalendarSettings, { body: { timezone } });
    expectAnswer(reply, isRefused ? "HAS_FUTURE_LESSONS" : "200");
    if (!isRefused) instructor.zone = timezone;
  },
}));
