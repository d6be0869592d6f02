import * as z from "zod";
import { INSTRUCTOR_PROFILE_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { listMyServices } from "../../core/instructors/list-my-services.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { INSTRUCTOR_SERVICE_EXAMPLE } from "./instructor-service.example.ts";
import { instructorServiceSchema } from "./instructor-service.schema.ts";

export const contract = endpoint({
  operationId: "listMyServices",
  method: "GET",
  path: "/api/v1/instructors/me/services",
  tag: "instructors",
  area: "instructors",
  summary: "List what one offers oneself",
  description: "In the order in which they were first offered; on demand with those that are kept only for their bookings.",
  auth: { roles: ["instructor"] },
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({ includeInactive: z.boolean().default(false) }),
  status: 200,
  response: z.object({ items: z.array(instructorServiceSchema) }).meta({ id: "InstructorServiceList" }),
  errors: [INSTRUCTOR_PROFILE_NOT_FOUND],
  files: [CATALOG_FILE],
  since: "1.0.0",
  rules: ["OFF-6", "INS-1"],
  example: { query: { includeInactive: "true" }, response: { items: [INSTRUCTOR_SERVICE_EXAMPLE] } },
  links: [{ operationId: "updateMyService", parameters: { instructorServiceId: "$response.body#/items/0/instructorServiceId" } }],
});

export const handler = handle(contract, async (ctx, { query }) => ({ items: await listMyServices(ctx, query.includeInactive) }));
