import * as z from "zod";
import { getBookingStats } from "../../core/bookings/get-booking-stats.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { centsSchema, instantSchema } from "../http/wire-values.ts";
import { bookingSummaryExample } from "./booking.example.ts";
import { bookingSummarySchema } from "./booking.schema.ts";

const counts = {
  totalBookings: z.int(),
  upcomingBookings: z.int(),
  completedBookings: z.int(),
  cancelledBookings: z.int(),
  noShowBookings: z.int(),
};

const studentStatsSchema = z
  .object({
    as: z.literal("student"),
    ...counts,
    completedMinutes: z.int(),
    distinctInstructors: z.int(),
    nextLesson: bookingSummarySchema.nullable(),
    asOf: instantSchema,
  })
  .meta({ id: "StudentBookingStats" });

const instructorStatsSchema = z
  .object({
    as: z.literal("instructor"),
    ...counts,
    totalEarningsCents: centsSchema,
    thisMonthEarningsCents: centsSchema,
    completionRate: z.number(),
    cancellationRate: z.number(),
    asOf: instantSchema,
  })
  .meta({ id: "InstructorBookingStats" });

export const contract = endpoint({
  operationId: "getBookingStats",
  method: "GET",
  path: "/api/v1/bookings/stats",
  tag: "bookings",
  area: "bookings",
  summary: "Read what your bookings come to",
  description:
    "As the instructor or the student that you are. The counts follow the bookings within a minute; lessons to come are counted now.",
  auth: { roles: ["student", "instructor"], permission: "view_own_bookings" },
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: z.union([instructorStatsSchema, studentStatsSchema]),
  errors: [],
  staleSeconds: 60,
  since: "1.0.0",
  rules: ["BKL-20", "BKL-21", "BKL-22"],
  example: {
    response: {
      as: "student",
      totalBookings: 14,
      upcomingBookings: 2,
      completedBookings: 10,
      cancelledBookings: 2,
      noShowBookings: 0,
      completedMinutes: 600,
      distinctInstructors: 3,
      nextLesson: bookingSummaryExample,
      asOf: "2026-03-08T07:31:00.000Z",
    },
  },
});

export const handler = handle(contract, (ctx) => getBookingStats(ctx));
