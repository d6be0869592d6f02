import * as z from "zod";
import { INSTRUCTOR_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { markVerified } from "../../core/instructors/mark-verified.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, instantSchema } from "../http/wire-values.ts";

export const contract = endpoint({
  operationId: "setLocalVerification",
  method: "POST",
  path: "/local/instructors/{instructorId}/verification",
  tag: "instructors",
  area: "instructors",
  summary: "Count an instructor as verified, on one machine",
  description: "Stands in for the identity check, the background check and the payout account, which no provider does locally.",
  auth: { roles: ["admin"], permission: "manage_users" },
  rate: "none",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: z.strictObject({ instructorId: idSchema("usr") }),
  notFound: INSTRUCTOR_NOT_FOUND,
  query: nothing,
  status: 200,
  response: z
    .object({
      instructorId: idSchema("usr"),
      identityVerifiedAt: instantSchema,
      clearance: z.literal("valid"),
      payoutsReady: z.literal(true),
    })
    .meta({ id: "LocalVerification" }),
  errors: [],
  stage: "local",
  since: "1.0.0",
  rules: ["GOL-2", "INS-14"],
  example: {
    params: { instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" },
    response: {
      instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      identityVerifiedAt: "2026-03-08T07:30:00.000Z",
      clearance: "valid",
      payoutsReady: true,
    },
  },
});

export const handler = handle(contract, (ctx, { params }) => markVerified(ctx, params.instructorId));
