import * as z from "zod";
import { optionalEnvironment } from "../../core/config.ts";
import { checkConfigured, checkTable, isReady, type ReadinessCheck } from "../../core/readiness.ts";
import { optionalSecret } from "../../core/secrets.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";

const KEEP_READY_MS = 5_000;
const KEEP_FAILED_MS = 1_000;
const RETRY_LATER = { "retry-after": "1" };

export const contract = endpoint({
  operationId: "getReadiness",
  method: "GET",
  path: "/ready",
  tag: "monitoring",
  area: "meta",
  summary: "Tell whether requests can be served",
  description:
    "Checks the table and the secrets; whether providers are configured is shown but does not decide. A refusal has this body with 503.",
  auth: "any",
  rate: "none",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  otherStatuses: [503],
  response: z
    .object({
      status: z.enum(["ready", "not_ready"]),
      checks: z.array(
        z.object({
          name: z.enum(["table", "secrets", "stripe", "checkr", "email"]),
          ok: z.boolean(),
          durationMs: z.int(),
          required: z.boolean(),
          message: z.enum(["timeout", "error", "missing"]).nullable(),
        }),
      ),
    })
    .meta({ id: "Readiness" }),
  errors: [],
  head: true,
  since: "1.0.0",
  rules: ["OPS-2", "OPS-3", "OPS-4", "OPS-5"],
  example: {
    response: { status: "ready", checks: [{ name: "table", ok: true, durationMs: 2, required: true, message: null }] },
  },
});

let kept: { readonly check: ReadinessCheck; readonly until: number } | undefined;

export const handler = handle(contract, async () => {
  const checks = [await keptTableCheck(), ...(await configuredChecks())];
  const ready = isReady(checks);
  return reply({ status: ready ? ("ready" as const) : ("not_ready" as const), checks }, ready ? {} : { status: 503, headers: RETRY_LATER });
});

/** A storm of probes costs one read in five seconds (OPS-4). */
async function keptTableCheck(): Promise<ReadinessCheck> {
  if (kept && kept.until > performance.now()) return kept.check;
  const check = await checkTable();
  kept = { check, until: performance.now() + (check.ok ? KEEP_READY_MS : KEEP_FAILED_MS) };
  return check;
}

async function configuredChecks(): Promise<ReadinessCheck[]> {
  const publicKeys = await optionalSecret("JWT_PUBLIC_KEYS").catch(() => undefined);
  return [
    checkConfigured("secrets", publicKeys !== undefined, true),
    checkConfigured("stripe", false, false),
    checkConfigured("checkr", false, false),
    checkConfigured("email", optionalEnvironment("EMAIL_DOMAIN") !== undefined, false),
  ];
}
