import * as z from "zod";
import { abilityBits } from "../../core/bookings/booking-abilities.ts";
import { BOOKING_NOT_FOUND } from "../../core/bookings/booking-errors.ts";
import { getBooking } from "../../core/bookings/get-booking.ts";
import { PERMISSION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { idSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "getBooking",
  method: "GET",
  path: "/api/v1/bookings/{bookingId}",
  tag: "bookings",
  area: "bookings",
  summary: "Read a booking",
  description: "As its student, its instructor or an administrator may see it. The ETag is the version and what the caller may do now.",
  auth: "user",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  status: 200,
  response: bookingSchema,
  errors: [PERMISSION_REQUIRED],
  cache: "private-revalidate",
  staleSeconds: 60,
  since: "1.0.0",
  rules: ["BK-55", "BKL-1", "BKL-10", "BKL-15"],
  links: [{ operationId: "cancelBooking", parameters: { bookingId: "$response.body#/id" } }],
  example: { params: { bookingId: bookingExample.id }, response: bookingExample },
});

export const handler = handle(contract, async (ctx, { params }) => {
  const booking = await getBooking(ctx, params.bookingId);
  return reply(booking, { etag: `${booking.version}.${abilityBits(booking.can)}` });
});
