import * as z from "zod";
import { trimmedTextSchema } from "../http/wire-values.ts";

/** Why somebody objects to what was said of a lesson; the limits count after trimming. */
export const objectionSchema = z
  .strictObject({ reason: trimmedTextSchema(3, 500).meta({ description: "3 to 500 characters after trimming." }) })
  .meta({ id: "Objection" });
