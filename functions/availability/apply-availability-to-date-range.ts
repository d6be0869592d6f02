import * as z from "zod";
import { applyAvailabilityToDateRange } from "../../core/availability/apply-availability-to-date-range.ts";
import {
  AVAILABILITY_BUSY,
  DATE_RANGE_TOO_LARGE,
  DATE_TOO_FAR,
  INVALID_DATE_RANGE,
  RANGE_JOB_RUNNING,
  WEEK_START_NOT_MONDAY,
} from "../../core/availability/availability-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { localDateSchema } from "../http/wire-values.ts";
import { RANGE_JOB_EXAMPLE, rangeJobSchema } from "./range-job.schema.ts";

export const contract = endpoint({
  operationId: "applyAvailabilityToDateRange",
  method: "POST",
  path: "/api/v1/instructors/availability/apply-to-date-range",
  tag: "availability",
  area: "availability",
  summary: "Give a range of dates the hours of a week",
  description:
    "At most 366 days; dates that are over are skipped. It is done in the order of the dates, four weeks at a time. Answers 202 when it is not done within 20 seconds: it goes on by itself, and the same Idempotency-Key answers how far it is.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "required",
  params: nothing,
  query: nothing,
  body: z.strictObject({ fromWeekStart: localDateSchema, startDate: localDateSchema, endDate: localDateSchema }).meta({ id: "RangeInput" }),
  status: 200,
  otherStatuses: [202],
  response: rangeJobSchema,
  errors: [WEEK_START_NOT_MONDAY, INVALID_DATE_RANGE, DATE_RANGE_TOO_LARGE, DATE_TOO_FAR, RANGE_JOB_RUNNING, AVAILABILITY_BUSY],
  invalidates: ["availability"],
  timeoutSeconds: 29,
  since: "1.0.0",
  rules: ["AVW-9", "AVW-14", "AVW-15", "AVW-16", "AVW-17", "AVW-18", "AVW-24"],
  links: [{ operationId: "getRangeJob", parameters: { rangeJobId: "$response.body#/rangeJobId" } }],
  example: {
    body: { fromWeekStart: "2026-03-09", startDate: "2026-03-16", endDate: "2026-03-29" },
    response: RANGE_JOB_EXAMPLE,
  },
});

export const handler = handle(contract, async (ctx, { body }) => {
  const job = await applyAvailabilityToDateRange(ctx, body);
  return reply(job, { status: job.status === "completed" ? 200 : 202 });
});
