import * as z from "zod";
import { idSchema, instantSchema, localDateSchema } from "../http/wire-values.ts";

export const blackoutSchema = z
  .object({ blackoutId: idSchema("blk"), date: localDateSchema, reason: z.string().nullable(), createdAt: instantSchema })
  .meta({ id: "Blackout" });

export const BLACKOUT_EXAMPLE = {
  blackoutId: "blk_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  date: "2026-03-11",
  reason: "Recital",
  createdAt: "2026-03-08T07:30:00.000Z",
} as const;
