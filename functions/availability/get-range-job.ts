import * as z from "zod";
import { RANGE_JOB_NOT_FOUND } from "../../core/availability/availability-errors.ts";
import { getRangeJob } from "../../core/availability/get-range-job.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";
import { RANGE_JOB_EXAMPLE, rangeJobSchema } from "./range-job.schema.ts";

export const contract = endpoint({
  operationId: "getRangeJob",
  method: "GET",
  path: "/api/v1/instructors/availability/range-jobs/{rangeJobId}",
  tag: "availability",
  area: "availability",
  summary: "Show how far a range is",
  description: "Jobs are kept for 30 days.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ rangeJobId: idSchema("rjb") }),
  notFound: RANGE_JOB_NOT_FOUND,
  query: nothing,
  status: 200,
  response: rangeJobSchema,
  errors: [],
  since: "1.0.0",
  rules: ["AVW-15", "AVW-16"],
  example: { params: { rangeJobId: RANGE_JOB_EXAMPLE.rangeJobId }, response: RANGE_JOB_EXAMPLE },
});

export const handler = handle(contract, (ctx, { params }) => getRangeJob(ctx, params.rangeJobId));
