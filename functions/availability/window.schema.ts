import * as z from "zod";
import { type OpenHours, windowsOf } from "../../core/availability/open-hours.ts";
import { timeRange } from "../../core/availability/slot-time.ts";
import { localDateSchema, localEndTimeSchema, localTimeSchema } from "../http/wire-values.ts";

export const formatsSchema = z
  .enum(["any", "no_travel", "online_only"])
  .meta({ id: "WindowFormats", description: "What may take place: everything, everything without travelling, online lessons only." });

export const windowSchema = z
  .object({ startTime: localTimeSchema, endTime: localEndTimeSchema, formats: formatsSchema })
  .meta({ id: "Window" });

export const windowInputSchema = z
  .strictObject({ startTime: localTimeSchema, endTime: localEndTimeSchema, formats: formatsSchema.default("any") })
  .meta({ id: "WindowInput", description: "An end before the start lies on the next date." });

/** A stretch of taken time. */
export const lessonTimeSchema = z
  .object({ date: localDateSchema, startTime: localTimeSchema, endTime: localEndTimeSchema })
  .meta({ id: "LessonTime" });

export function wireWindows(hours: OpenHours): z.input<typeof windowSchema>[] {
  return windowsOf(hours).map((window) => ({ ...timeRange(window), formats: window.formats }));
}
