import * as z from "zod";
import {
  EMAIL_ALREADY_REGISTERED,
  ROLE_NOT_ALLOWED,
  TERMS_NOT_ACCEPTED,
  ZIP_OUTSIDE_SERVICE_AREA,
} from "../../core/identity/identity-errors.ts";
import { registerUser } from "../../core/identity/register-user.ts";
import { cookie } from "../http/cookies.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { transportOf } from "../http/transport.ts";
import {
  emailSchema,
  guestSessionIdSchema,
  passwordSchema,
  personNameSchema,
  phoneSchema,
  textSchema,
  zipCodeSchema,
} from "../http/wire-values.ts";
import { AUTH_RESULT_EXAMPLE, authResultOf, authResultSchema } from "./auth-result.schema.ts";
import { sessionCookies } from "./session-cookies.ts";

const noteSchema = textSchema(0, 200).optional();

export const contract = endpoint({
  operationId: "registerUser",
  method: "POST",
  path: "/api/v1/auth/register",
  tag: "auth",
  area: "identity",
  summary: "Make an account and sign in",
  description:
    "Makes a student's or an instructor's account and opens a session. With `X-Auth-Transport: token` the refresh token is in the body; " +
    "otherwise both tokens are set as cookies.",
  auth: "any",
  rate: "auth_bootstrap",
  guards: ["register"],
  grants: ["table.write", "secret.jwt-private", "secret.refresh"],
  retry: "never",
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      email: emailSchema,
      password: passwordSchema,
      firstName: personNameSchema,
      lastName: personNameSchema,
      zipCode: zipCodeSchema,
      phone: phoneSchema.optional(),
      role: textSchema(1, 32).meta({ description: "student (when absent) or instructor", example: "student" }).optional(),
      acceptTerms: z
        .boolean()
        .meta({ description: "Must be true: the holder is 18 or older, or acts for a minor as parent or guardian." })
        .optional(),
      inviteCode: textSchema(1, 32).optional(),
      referralCode: textSchema(1, 64).optional(),
      guestSessionId: guestSessionIdSchema.optional(),
      metadata: z
        .strictObject({ campaign: noteSchema, marketingTag: noteSchema, referralSource: noteSchema, founding: noteSchema })
        .optional(),
    })
    .meta({ id: "RegisterUser" }),
  status: 201,
  response: authResultSchema
    .extend({ referral: z.object({ attributed: z.boolean(), reason: textSchema(1, 64).nullable() }) })
    .meta({ id: "Registration" }),
  errors: [EMAIL_ALREADY_REGISTERED, ROLE_NOT_ALLOWED, TERMS_NOT_ACCEPTED, ZIP_OUTSIDE_SERVICE_AREA],
  memoryMb: 1_769,
  location: "/api/v1/auth/me",
  since: "1.0.0",
  rules: ["REG-1", "REG-8", "REG-10", "REG-11", "REG-12", "REG-15", "REG-16", "BETA-5", "SES-8"],
  example: {
    body: {
      email: "ada@example.com",
      password: "Sunny-Day-2",
      firstName: "Ada",
      lastName: "Lovelace",
      zipCode: "10001",
      phone: "(212) 555-0123",
      role: "student",
      acceptTerms: true,
    },
    response: { ...AUTH_RESULT_EXAMPLE, referral: { attributed: false, reason: null } },
  },
});

export const handler = handle(contract, async (ctx, { body, event }) => {
  const { referralCode, metadata, inviteCode: _notNeeded, ...account } = body;
  const guestSessionId = body.guestSessionId ?? guestSessionIdSchema.safeParse(cookie(event, "guest_id")).data;
  const signup = { guestSessionId, referralCode, ...metadata };
  const signIn = await registerUser(ctx, { ...account, signup, transport: transportOf(event) });
  const referral = { attributed: false, reason: referralCode === undefined ? null : "REFERRALS_DISABLED" };
  return reply({ ...authResultOf(signIn), referral }, { cookies: sessionCookies(signIn) });
});
