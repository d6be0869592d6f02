import * as z from "zod";
import { idSchema, localDateSchema } from "../http/wire-values.ts";

export const rangeJobSchema = z
  .object({
    rangeJobId: idSchema("rjb"),
    status: z.enum(["running", "completed", "failed"]),
    fromWeekStart: localDateSchema,
    startDate: localDateSchema,
    endDate: localDateSchema,
    nextDate: localDateSchema.nullable().meta({ description: "The first date not yet done; null once all are." }),
    daysProcessed: z.int(),
    daysWritten: z.int(),
    weeksAffected: z.int(),
    windowsCreated: z.int(),
    daysWithWindows: z.int(),
    skippedPastDays: z.int(),
    writtenDates: z.array(localDateSchema),
    emptySource: z.boolean().meta({ description: "The week had no hours, so nothing was written." }),
    lastError: z.string().nullable().meta({ description: "The code of what held it up, while it waits or has failed." }),
  })
  .meta({ id: "RangeJob" });

export const RANGE_JOB_EXAMPLE = {
  rangeJobId: "rjb_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  status: "completed",
  fromWeekStart: "2026-03-09",
  startDate: "2026-03-16",
  endDate: "2026-03-29",
  nextDate: null,
  daysProcessed: 14,
  daysWritten: 2,
  weeksAffected: 2,
  windowsCreated: 2,
  daysWithWindows: 2,
  skippedPastDays: 0,
  writtenDates: ["2026-03-18", "2026-03-25"],
  emptySource: false,
  lastError: null,
} as const;
