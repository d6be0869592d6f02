import {
  AVAILABILITY_BUSY,
  EMPTY_WINDOW,
  OVERNIGHT_LEAVES_WEEK,
  TIME_NOT_ALIGNED,
  WINDOW_OVERLAP,
} from "../../core/availability/availability-errors.ts";
import { saveWeeklyPattern } from "../../core/availability/save-weekly-pattern.ts";
import { PRECONDITION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { patternAnswerSchema, WEEKLY_PATTERN_EXAMPLE, weeklyPatternInputSchema } from "./weekly-pattern.schema.ts";

export const contract = endpoint({
  operationId: "saveWeeklyPattern",
  method: "PUT",
  path: "/api/v1/instructors/availability/pattern",
  tag: "availability",
  area: "availability",
  summary: "Replace one's own weekly pattern",
  description:
    "While it is active, dates from tomorrow on get its hours, as many weeks ahead as it says, unless somebody has edited them; each day one more comes. If-Match is needed once there is a pattern. Switched off, it leaves what it has written.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  // Repeated without having read again, it would not know the version that it has made.
  retry: "never",
  params: nothing,
  query: nothing,
  body: weeklyPatternInputSchema,
  ifMatch: "optional",
  status: 200,
  response: patternAnswerSchema,
  errors: [TIME_NOT_ALIGNED, EMPTY_WINDOW, OVERNIGHT_LEAVES_WEEK, WINDOW_OVERLAP, PRECONDITION_REQUIRED, AVAILABILITY_BUSY],
  invalidates: ["availability"],
  timeoutSeconds: 29,
  etag: "{pattern.version}",
  since: "1.0.0",
  rules: ["PAT-1", "PAT-2", "AV-5", "AV-6", "AVW-24"],
  example: {
    body: WEEKLY_PATTERN_EXAMPLE,
    response: { pattern: { ...WEEKLY_PATTERN_EXAMPLE, untilDate: null, version: 1 } },
  },
});

export const handler = handle(contract, async (ctx, { body, ifMatch }) => {
  const pattern = await saveWeeklyPattern(ctx, body, ifMatch);
  return { pattern };
});
