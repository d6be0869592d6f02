import * as z from "zod";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { sweepReminders } from "../runtime/sweep-reminders.ts";

export const contract = endpoint({
  operationId: "sendReminders",
  method: "POST",
  path: "/api/v1/bookings/send-reminders",
  tag: "bookings",
  area: "bookings",
  summary: "Send the reminders that are due now",
  description: "Does at once what happens every 15 minutes. Nobody is reminded twice.",
  auth: { roles: ["admin"], permission: "manage_all_bookings" },
  rate: "write",
  guards: ["reminders"],
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: z.strictObject({}),
  status: 200,
  response: z.object({ remindersSent: z.int(), failedReminders: z.int() }).meta({ id: "SentReminders" }),
  errors: [],
  timeoutSeconds: 30,
  since: "1.0.0",
  rules: ["BKL-32"],
  example: { body: {}, response: { remindersSent: 12, failedReminders: 0 } },
});

export const handler = handle(contract, async (ctx) => {
  const { done, failed } = await sweepReminders({ ...ctx, principal: { kind: "service", name: contract.operationId } });
  return { remindersSent: done, failedReminders: failed };
});
