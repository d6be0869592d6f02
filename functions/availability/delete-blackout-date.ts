import * as z from "zod";
import { AVAILABILITY_BUSY, BLACKOUT_NOT_FOUND } from "../../core/availability/availability-errors.ts";
import { deleteBlackoutDate } from "../../core/availability/delete-blackout-date.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";
import { BLACKOUT_EXAMPLE } from "./blackout.schema.ts";

export const contract = endpoint({
  operationId: "deleteBlackoutDate",
  method: "DELETE",
  path: "/api/v1/instructors/availability/blackout-dates/{blackoutId}",
  tag: "availability",
  area: "availability",
  summary: "Work on a day off after all",
  description: "The hours of the date are offered again as they are. Past days off can be removed as well.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: z.strictObject({ blackoutId: idSchema("blk") }),
  notFound: BLACKOUT_NOT_FOUND,
  query: nothing,
  status: 204,
  response: null,
  errors: [AVAILABILITY_BUSY],
  invalidates: ["availability"],
  since: "1.0.0",
  rules: ["BLK-3", "BLK-4", "BLK-5"],
  example: { params: { blackoutId: BLACKOUT_EXAMPLE.blackoutId } },
});

export const handler = handle(contract, async (ctx, { params }) => {
  await deleteBlackoutDate(ctx, params.blackoutId);
  return undefined;
});
