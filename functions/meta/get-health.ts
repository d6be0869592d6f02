import * as z from "zod";
import { optionalEnvironment, stage } from "../../core/config.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { commitHeader } from "../http/response-headers.ts";
import { instantSchema } from "../http/wire-values.ts";

export const contract = endpoint({
  operationId: "getHealth",
  method: "GET",
  path: "/health",
  tag: "monitoring",
  area: "meta",
  summary: "Tell whether the code runs",
  description: "Answers from memory and touches no dependency, so it is 200 as long as code runs.",
  auth: "any",
  rate: "none",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: z
    .object({
      status: z.literal("ok"),
      service: z.string(),
      version: z.string(),
      commit: z.string(),
      stage: z.enum(["local", "preview", "prod"]),
      time: instantSchema,
    })
    .meta({ id: "Health" }),
  errors: [],
  head: true,
  since: "1.0.0",
  rules: ["OPS-1", "OPS-5"],
  example: {
    response: {
      status: "ok",
      service: "instainstru",
      version: "1.0.0",
      commit: "3c4db57",
      stage: "local",
      time: "2026-03-08T07:30:00.000Z",
    },
  },
});

export const handler = handle(contract, async (ctx) => {
  const commit = optionalEnvironment("COMMIT_SHA") ?? "unknown";
  const version = optionalEnvironment("API_VERSION") ?? "1.0.0";
  const body = { status: "ok" as const, service: "instainstru", version, commit, stage: stage(), time: ctx.now };
  return reply(body, { headers: commitHeader() });
});
