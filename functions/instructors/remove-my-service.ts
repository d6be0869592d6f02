import * as z from "zod";
import { INSTRUCTOR_PROFILE_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { removeMyService } from "../../core/instructors/remove-my-service.ts";
import { INSTRUCTOR_SERVICE_NOT_FOUND } from "../../core/search/search-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";

export const contract = endpoint({
  operationId: "removeMyService",
  method: "DELETE",
  path: "/api/v1/instructors/me/services/{instructorServiceId}",
  tag: "instructors",
  area: "instructors",
  summary: "Stop offering a service",
  description: "Lessons booked before stay. Whoever offers nothing any more is offline.",
  auth: { roles: ["instructor"], permission: "manage_services" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: z.strictObject({ instructorServiceId: idSchema("isv") }),
  notFound: INSTRUCTOR_SERVICE_NOT_FOUND,
  query: nothing,
  status: 204,
  response: null,
  errors: [INSTRUCTOR_PROFILE_NOT_FOUND],
  invalidates: ["instructors", "services"],
  since: "1.0.0",
  rules: ["OFF-6", "OFF-8", "GOL-6", "GOL-9", "INS-10"],
  example: { params: { instructorServiceId: "isv_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" } },
});

export const handler = handle(contract, async (ctx, { params }) => {
  await removeMyService(ctx, params.instructorServiceId);
  return undefined;
});
