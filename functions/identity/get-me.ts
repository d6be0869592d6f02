import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { ME_EXAMPLE, meOf, meSchema } from "./me.schema.ts";

export const contract = endpoint({
  operationId: "getMe",
  method: "GET",
  path: "/api/v1/auth/me",
  tag: "auth",
  area: "identity",
  summary: "Show the own account",
  description: "The account of the access token as it is now, with everything its holder may do.",
  auth: "user",
  rate: "auth_bootstrap",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: meSchema,
  errors: [],
  since: "1.0.0",
  rules: ["SES-6", "RBAC-2"],
  example: { response: ME_EXAMPLE },
});

export const handler = handle(contract, async (_ctx, { user }) => meOf(user));
