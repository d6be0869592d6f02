import * as z from "zod";
import { localDateSchema, localEndTimeSchema, localTimeSchema, windowIdSchema } from "../http/wire-values.ts";
import { formatsSchema, lessonTimeSchema, windowSchema } from "./window.schema.ts";

export const windowItemSchema = z
  .object({ windowId: windowIdSchema, date: localDateSchema, ...windowSchema.shape })
  .meta({ id: "WindowItem", description: "Its id names date and times, so that it changes with them." });

export const uncoveredLessonsSchema = z
  .array(lessonTimeSchema)
  .meta({ description: "Lessons outside the hours as they are then; they take place all the same." });

export const editedWindowsSchema = z
  .object({
    items: z.array(windowItemSchema).meta({ description: "What is open there now: two windows where it goes over midnight." }),
    uncoveredLessons: uncoveredLessonsSchema,
  })
  .meta({ id: "EditedWindows" });

/** The members of a window of which only some are sent. */
export const windowPatch = {
  startTime: localTimeSchema.optional(),
  endTime: localEndTimeSchema.optional(),
  formats: formatsSchema.optional(),
};

export const WINDOW_ITEM_EXAMPLE = {
  windowId: "2026-03-11_0900_1200",
  date: "2026-03-11",
  startTime: "09:00",
  endTime: "12:00",
  formats: "any",
} as const;
