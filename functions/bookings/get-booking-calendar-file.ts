import * as z from "zod";
import { BOOKING_NOT_CONFIRMED, BOOKING_NOT_FOUND } from "../../core/bookings/booking-errors.ts";
import { getBookingCalendarFile } from "../../core/bookings/get-booking-calendar-file.ts";
import { PERMISSION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { idSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";

export const contract = endpoint({
  operationId: "getBookingCalendarFile",
  method: "GET",
  path: "/api/v1/bookings/{bookingId}/calendar.ics",
  tag: "bookings",
  area: "bookings",
  summary: "Take a lesson into one's calendar",
  description: "A file that calendars read. A moved lesson stays the same appointment, and a cancelled one says so.",
  auth: { roles: ["student", "instructor"] },
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  status: 200,
  response: { mediaType: "text/calendar; charset=utf-8" },
  errors: [PERMISSION_REQUIRED, BOOKING_NOT_CONFIRMED],
  since: "1.0.0",
  rules: ["BKL-12", "BKL-40"],
  example: { params: { bookingId: bookingExample.id } },
});

export const handler = handle(contract, async (ctx, { params }) => {
  const { text, date } = await getBookingCalendarFile(ctx, params.bookingId);
  return reply(text, { headers: { "content-disposition": `attachment; filename="lesson-${date}.ics"` } });
});
