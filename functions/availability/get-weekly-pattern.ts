import { getWeeklyPattern } from "../../core/availability/get-weekly-pattern.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { patternAnswerSchema, WEEKLY_PATTERN_EXAMPLE } from "./weekly-pattern.schema.ts";

export const contract = endpoint({
  operationId: "getWeeklyPattern",
  method: "GET",
  path: "/api/v1/instructors/availability/pattern",
  tag: "availability",
  area: "availability",
  summary: "Show one's own weekly pattern",
  description: "The week that dates get by themselves as long as nobody edits them. `pattern` is null while there is none.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: patternAnswerSchema,
  errors: [],
  cache: "private-revalidate",
  since: "1.0.0",
  rules: ["PAT-1"],
  links: [{ operationId: "saveWeeklyPattern", parameters: { "If-Match": "$response.header.ETag" } }],
  example: { response: { pattern: { ...WEEKLY_PATTERN_EXAMPLE, untilDate: null, version: 1 } } },
});

export const handler = handle(contract, async (ctx) => {
  const pattern = await getWeeklyPattern(ctx);
  return reply({ pattern: pattern ?? null }, { etag: String(pattern?.version ?? 0) });
});
