import * as z from "zod";
import { type AddBlackoutInput, addBlackoutDate } from "../../core/availability/add-blackout-date.ts";
import {
  AVAILABILITY_BUSY,
  BLACKOUT_EXISTS,
  DATE_IN_PAST,
  DATE_RANGE_TOO_LARGE,
  DATE_TOO_FAR,
  INVALID_DATE_RANGE,
} from "../../core/availability/availability-errors.ts";
import { required } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { localDateSchema, trimmedTextSchema } from "../http/wire-values.ts";
import { BLACKOUT_EXAMPLE, blackoutSchema } from "./blackout.schema.ts";
import { lessonTimeSchema } from "./window.schema.ts";

const oneForm: z.core.CheckFn<{ date?: unknown; startDate?: unknown; endDate?: unknown }> = ({ value, issues }) => {
  const { date, startDate, endDate } = value;
  const problem = (field: keyof typeof value, code: string, message: string) =>
    issues.push({ code: "custom", params: { code }, message, path: [field], input: value[field] });
  if (date === undefined && startDate === undefined && endDate === undefined) {
    problem("date", "REQUIRED", "Send a date, or startDate and endDate.");
  } else if (date === undefined) {
    if (startDate === undefined) problem("startDate", "REQUIRED", "Send both ends of the range.");
    if (endDate === undefined) problem("endDate", "REQUIRED", "Send both ends of the range.");
  } else {
    if (startDate !== undefined) problem("startDate", "MUTUALLY_EXCLUSIVE", "Send a date or a range, not both.");
    if (endDate !== undefined) problem("endDate", "MUTUALLY_EXCLUSIVE", "Send a date or a range, not both.");
  }
};

const blackoutInputSchema = z
  .strictObject({
    date: localDateSchema.optional(),
    startDate: localDateSchema.optional(),
    endDate: localDateSchema.optional(),
    reason: trimmedTextSchema(0, 255).optional().meta({ description: "Never shown to others." }),
  })
  .check(oneForm)
  .meta({
    id: "BlackoutInput",
    description: "One date, or a range of at most 31 with both its ends.",
    oneOf: [{ required: ["date"] }, { required: ["startDate", "endDate"] }],
    dependentRequired: { startDate: ["endDate"], endDate: ["startDate"] },
  });

export const contract = endpoint({
  operationId: "addBlackoutDate",
  method: "POST",
  path: "/api/v1/instructors/availability/blackout-dates",
  tag: "availability",
  area: "availability",
  summary: "Take days off",
  description:
    "All dates of a range or none. Nothing can be booked on them; hours come back as they are when the day off is removed. Lessons already booked take place and are listed.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "optional",
  params: nothing,
  query: nothing,
  body: blackoutInputSchema,
  status: 201,
  response: z.object({ items: z.array(blackoutSchema), affectedLessons: z.array(lessonTimeSchema) }).meta({ id: "AddedBlackouts" }),
  errors: [INVALID_DATE_RANGE, DATE_RANGE_TOO_LARGE, DATE_IN_PAST, DATE_TOO_FAR, BLACKOUT_EXISTS, AVAILABILITY_BUSY],
  invalidates: ["availability"],
  location: "/api/v1/instructors/availability/blackout-dates/{items.0.blackoutId}",
  since: "1.0.0",
  rules: ["BLK-1", "BLK-2", "BLK-3", "BLK-4", "BLK-6"],
  links: [{ operationId: "deleteBlackoutDate", parameters: { blackoutId: "$response.body#/items/0/blackoutId" } }],
  example: {
    body: { date: "2026-03-11", reason: "Recital" },
    response: { items: [BLACKOUT_EXAMPLE], affectedLessons: [{ date: "2026-03-11", startTime: "14:00", endTime: "15:00" }] },
  },
});

export const handler = handle(contract, (ctx, { body }) => addBlackoutDate(ctx, rangeOf(body)));

/** A single date is a range of one; the schema lets only one of the two forms pass, and a range only whole. */
function rangeOf({ date, startDate = date, endDate = date, reason }: z.output<typeof blackoutInputSchema>): AddBlackoutInput {
  return { startDate: required(startDate, "the range has a first date"), endDate: required(endDate, "the range has a last date"), reason };
}
