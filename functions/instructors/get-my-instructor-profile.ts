import { getMyInstructorProfile } from "../../core/instructors/get-my-instructor-profile.ts";
import { INSTRUCTOR_PROFILE_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { MY_PROFILE_EXAMPLE } from "./my-instructor-profile.example.ts";
import { myInstructorProfileSchema } from "./my-instructor-profile.schema.ts";

export const contract = endpoint({
  operationId: "getMyInstructorProfile",
  method: "GET",
  path: "/api/v1/instructors/me",
  tag: "instructors",
  area: "instructors",
  summary: "Read one's own instructor profile",
  description: "Everything about oneself as an instructor, private places included, and why one cannot be booked if so.",
  auth: { roles: ["instructor"] },
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: myInstructorProfileSchema,
  errors: [INSTRUCTOR_PROFILE_NOT_FOUND],
  cache: "private-revalidate",
  files: [CATALOG_FILE, NEIGHBORHOODS_FILE],
  etag: "{version}",
  since: "1.0.0",
  rules: ["INS-1", "INS-7", "BKB-11", "PLP-5"],
  example: { response: MY_PROFILE_EXAMPLE },
});

export const handler = handle(contract, (ctx) => getMyInstructorProfile(ctx));
