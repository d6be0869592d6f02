import { ACCOUNT_SUSPENDED } from "../../core/identity/identity-errors.ts";
import { goLive } from "../../core/instructors/go-live.ts";
import { GO_LIVE_PREREQUISITES, INSTRUCTOR_PROFILE_NOT_FOUND, OFFLINE_BY_ADMIN } from "../../core/instructors/instructor-errors.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { MY_PROFILE_EXAMPLE } from "./my-instructor-profile.example.ts";
import { myInstructorProfileSchema } from "./my-instructor-profile.schema.ts";

export const contract = endpoint({
  operationId: "goLive",
  method: "POST",
  path: "/api/v1/instructors/me/go-live",
  tag: "instructors",
  area: "instructors",
  summary: "Let others find and book oneself",
  description: "Names everything that is still missing at once. Whoever is live already gets the profile, unchanged.",
  auth: { roles: ["instructor"], permission: "manage_instructor_profile" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: myInstructorProfileSchema,
  errors: [INSTRUCTOR_PROFILE_NOT_FOUND, ACCOUNT_SUSPENDED, OFFLINE_BY_ADMIN, GO_LIVE_PREREQUISITES],
  invalidates: ["instructors", "services"],
  files: [CATALOG_FILE, NEIGHBORHOODS_FILE],
  etag: "{version}",
  since: "1.0.0",
  rules: ["GOL-2", "GOL-3", "GOL-4", "GOL-5", "GOL-8", "FUN-1"],
  example: {
    response: { ...MY_PROFILE_EXAMPLE, isLive: true, offlineReason: null, bookable: true, notBookableReasons: [], version: 5 },
  },
});

export const handler = handle(contract, (ctx) => goLive(ctx));
