import * as z from "zod";
import { listBlackoutDates } from "../../core/availability/list-blackout-dates.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { BLACKOUT_EXAMPLE, blackoutSchema } from "./blackout.schema.ts";

export const contract = endpoint({
  operationId: "listBlackoutDates",
  method: "GET",
  path: "/api/v1/instructors/availability/blackout-dates",
  tag: "availability",
  area: "availability",
  summary: "List one's own days off",
  description: "From today on, by date.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: z.object({ items: z.array(blackoutSchema) }).meta({ id: "Blackouts" }),
  errors: [],
  since: "1.0.0",
  rules: ["BLK-5"],
  links: [{ operationId: "deleteBlackoutDate", parameters: { blackoutId: "$response.body#/items/0/blackoutId" } }],
  example: { response: { items: [BLACKOUT_EXAMPLE] } },
});

export const handler = handle(contract, async (ctx) => ({ items: await listBlackoutDates(ctx) }));
