import * as z from "zod";
import { BOOKING_NOT_FOUND } from "../../core/bookings/booking-errors.ts";
import { endpoint } from "../../functions/http/endpoint.ts";
import { handle } from "../../functions/http/handle.ts";
import { idSchema, namedSchema, textSchema } from "../../functions/http/wire-values.ts";

// An operation that answers what it was asked, with one member of each kind: whatever happens on the way is the doing of the edge alone.

export const contract = endpoint({
  operationId: "tryEcho",
  method: "POST",
  path: "/api/v1/echoes/{echoId}",
  tag: "meta",
  area: "meta",
  summary: "Answer what was asked",
  description: "For tests.",
  auth: "any",
  rate: "none",
  grants: [],
  retry: "safe",
  params: z.strictObject({ echoId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: z.strictObject({
    count: z.int().min(1).max(100).optional(),
    loud: z.boolean().optional(),
    id: z.array(textSchema(1, 10)).max(5).optional(),
    q: textSchema(0, 20).optional(),
  }),
  body: z.strictObject({
    name: textSchema(1, 10),
    note: textSchema(0, 10).nullable().optional(),
    count: z
      .int()
      .min(0)
      .max(2 ** 53 - 1)
      .optional(),
    ratio: z.number().min(0).max(1).optional(),
    loud: z.boolean().optional(),
    tags: z.array(textSchema(1, 10)).max(3).optional(),
    marks: namedSchema(10, z.int().min(0).max(9)).optional(),
    within: z.strictObject({ deep: z.int().min(0).max(9) }).optional(),
  }),
  status: 200,
  response: z.object({ query: z.unknown(), body: z.unknown() }),
  errors: [],
  since: "1.0.0",
  rules: [],
  example: {},
});

export const handler = handle(contract, async (_ctx, { query, body }) => {
  if (body.name === "fault") throw new Error("the password of the database is hunter2");
  if (body.name === "late") throw Object.assign(new Error("timed out"), { name: "TimeoutError" });
  return { query, body };
});
