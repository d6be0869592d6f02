import * as z from "zod";
import { INSTRUCTOR_PROFILE_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { updateMyService } from "../../core/instructors/update-my-service.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { INSTRUCTOR_SERVICE_NOT_FOUND, NO_SERVICE_AREAS, NO_TEACHING_LOCATIONS } from "../../core/search/search-errors.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";
import { INSTRUCTOR_SERVICE_EXAMPLE } from "./instructor-service.example.ts";
import { instructorServiceSchema, serviceChangesSchema } from "./instructor-service.schema.ts";
import { TERMS_PROBLEMS } from "./offering-problems.ts";

export const contract = endpoint({
  operationId: "updateMyService",
  method: "PATCH",
  path: "/api/v1/instructors/me/services/{instructorServiceId}",
  tag: "instructors",
  area: "instructors",
  summary: "Change the terms of a service one offers",
  description: "Lists are replaced whole, null takes a text away. Lessons booked before keep their price.",
  auth: { roles: ["instructor"], permission: "manage_services" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: z.strictObject({ instructorServiceId: idSchema("isv") }),
  notFound: INSTRUCTOR_SERVICE_NOT_FOUND,
  query: nothing,
  body: serviceChangesSchema,
  ifMatch: "optional",
  status: 200,
  response: instructorServiceSchema,
  errors: [INSTRUCTOR_PROFILE_NOT_FOUND, ...TERMS_PROBLEMS, NO_SERVICE_AREAS, NO_TEACHING_LOCATIONS],
  invalidates: ["instructors", "services"],
  files: [CATALOG_FILE],
  etag: "{version}",
  since: "1.0.0",
  rules: ["OFF-2", "OFF-3", "OFF-4", "OFF-5", "OFF-8", "TX-2", "API-33"],
  example: {
    params: { instructorServiceId: "isv_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" },
    body: { durationOptions: [30, 60] },
    response: { ...INSTRUCTOR_SERVICE_EXAMPLE, version: 2 },
  },
});

export const handler = handle(contract, (ctx, { params, body, ifMatch }) =>
  updateMyService(ctx, { ...params, changes: definedOnly(body), ifMatch }),
);
