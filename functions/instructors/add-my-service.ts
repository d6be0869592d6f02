import { addMyService } from "../../core/instructors/add-my-service.ts";
import { INSTRUCTOR_PROFILE_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import {
  CATALOG_SERVICE_NOT_FOUND,
  NO_SERVICE_AREAS,
  NO_TEACHING_LOCATIONS,
  SERVICE_ALREADY_OFFERED,
  TOO_MANY_SERVICES,
} from "../../core/search/search-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { INSTRUCTOR_SERVICE_EXAMPLE, NEW_SERVICE_EXAMPLE } from "./instructor-service.example.ts";
import { instructorServiceSchema, newServiceSchema } from "./instructor-service.schema.ts";
import { TERMS_PROBLEMS } from "./offering-problems.ts";
import { newServiceInput } from "./service-draft.ts";

export const contract = endpoint({
  operationId: "addMyService",
  method: "POST",
  path: "/api/v1/instructors/me/services",
  tag: "instructors",
  area: "instructors",
  summary: "Offer one more service",
  description:
    "Answers 200 when a service comes back that was removed and kept for its bookings, with its former id. The first one puts a profile online again that went offline without any.",
  auth: { roles: ["instructor"], permission: "manage_services" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "optional",
  params: nothing,
  query: nothing,
  body: newServiceSchema,
  status: 201,
  otherStatuses: [200],
  response: instructorServiceSchema,
  errors: [
    INSTRUCTOR_PROFILE_NOT_FOUND,
    CATALOG_SERVICE_NOT_FOUND,
    SERVICE_ALREADY_OFFERED,
    TOO_MANY_SERVICES,
    ...TERMS_PROBLEMS,
    NO_SERVICE_AREAS,
    NO_TEACHING_LOCATIONS,
  ],
  invalidates: ["instructors", "services"],
  files: [CATALOG_FILE],
  etag: "{version}",
  location: "/api/v1/instructors/me/services/{instructorServiceId}",
  since: "1.0.0",
  rules: ["OFF-1", "OFF-2", "OFF-3", "OFF-4", "OFF-5", "OFF-6", "OFF-8", "TX-1", "TX-2", "GOL-7", "INS-10"],
  example: { body: NEW_SERVICE_EXAMPLE, response: INSTRUCTOR_SERVICE_EXAMPLE },
  links: [{ operationId: "updateMyService", parameters: { instructorServiceId: "$response.body#/instructorServiceId" } }],
});

export const handler = handle(contract, async (ctx, { body }) => {
  const { offering, isNew } = await addMyService(ctx, newServiceInput(body));
  return isNew ? offering : reply(offering, { status: 200 });
});
