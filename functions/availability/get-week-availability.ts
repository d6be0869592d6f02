import * as z from "zod";
import { getWeekAvailability } from "../../core/availability/get-week-availability.ts";
import { httpDate } from "../../core/time.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { localDateSchema } from "../http/wire-values.ts";
import { WEEK_EXAMPLE } from "./week.example.ts";
import { weekSchema, wireWeek } from "./week.schema.ts";

export const contract = endpoint({
  operationId: "getWeekAvailability",
  method: "GET",
  path: "/api/v1/instructors/availability/week",
  tag: "availability",
  area: "availability",
  summary: "Show one's own hours in a week",
  description:
    "Its ETag is what a save of the week sends as If-Match. Bookings, days off and `lastModified` may change under the same ETag: a client that shows them reads without If-None-Match.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({ startDate: localDateSchema.meta({ description: "Any date of the week." }) }),
  status: 200,
  response: weekSchema,
  errors: [],
  cache: "private-revalidate",
  etag: "{version}",
  since: "1.0.0",
  rules: ["AVW-1", "AVW-3", "AVW-25", "AV-4"],
  links: [{ operationId: "saveWeekAvailability", parameters: { "If-Match": "$response.header.ETag" } }],
  example: { query: { startDate: "2026-03-11" }, response: WEEK_EXAMPLE },
});

export const handler = handle(contract, async (ctx, { query }) => {
  const week = await getWeekAvailability(ctx, query.startDate);
  const headers = week.lastModified === undefined ? {} : { "last-modified": httpDate(week.lastModified) };
  return reply(wireWeek(week), { headers });
});
