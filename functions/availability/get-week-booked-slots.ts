import * as z from "zod";
import { type BookedSlot, getWeekBookedSlots } from "../../core/availability/get-week-booked-slots.ts";
import { bookingStatusSchema } from "../bookings/booking.schema.ts";
import { locationTypeSchema } from "../bookings/location-type.schema.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, localDateSchema, localEndTimeSchema, localTimeSchema, zoneSchema } from "../http/wire-values.ts";

const bookedSlotSchema = z
  .object({
    bookingId: idSchema("bkg"),
    date: localDateSchema,
    startTime: localTimeSchema,
    endTime: localEndTimeSchema,
    durationMinutes: z.int(),
    locationType: locationTypeSchema,
    studentFirstName: z.string(),
    studentLastInitial: z.string().nullable(),
    serviceName: z.string(),
    serviceAreaShort: z.string().nullable(),
    status: bookingStatusSchema,
  })
  .meta({ id: "BookedSlot" });

export const contract = endpoint({
  operationId: "getWeekBookedSlots",
  method: "GET",
  path: "/api/v1/instructors/availability/week/booked-slots",
  tag: "availability",
  area: "availability",
  summary: "List the lessons in a week of one's own calendar",
  description: "Every booking that holds time of the week, by start; unpaid ones too.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({ startDate: localDateSchema.meta({ description: "Any date of the week." }) }),
  status: 200,
  response: z
    .object({ weekStart: localDateSchema, weekEnd: localDateSchema, timezone: zoneSchema, items: z.array(bookedSlotSchema) })
    .meta({ id: "BookedWeek" }),
  errors: [],
  since: "1.0.0",
  rules: ["BKL-4", "BKL-10", "AV-62"],
  links: [{ operationId: "getBooking", parameters: { bookingId: "$response.body#/items/0/bookingId" } }],
  example: {
    query: { startDate: "2026-03-09" },
    response: {
      weekStart: "2026-03-09",
      weekEnd: "2026-03-15",
      timezone: "America/New_York",
      items: [
        {
          bookingId: "bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
          date: "2026-03-12",
          startTime: "14:00",
          endTime: "15:00",
          durationMinutes: 60,
          locationType: "online",
          studentFirstName: "Emma",
          studentLastInitial: "W",
          serviceName: "Piano",
          serviceAreaShort: "Manhattan",
          status: "CONFIRMED",
        },
      ],
    },
  },
});

export const handler = handle(contract, async (ctx, { query }) => {
  const { slots, ...week } = await getWeekBookedSlots(ctx, query.startDate);
  return { ...week, items: slots.map(wireSlot) };
});

function wireSlot({ lesson, student }: BookedSlot): z.input<typeof bookedSlotSchema> {
  const { bookingId, date, startTime, endTime, durationMinutes, locationType, serviceName, serviceArea = null, status } = lesson;
  return {
    bookingId,
    date,
    startTime,
    endTime,
    durationMinutes,
    locationType,
    studentFirstName: student.firstName,
    studentLastInitial: student.lastInitial,
    serviceName,
    serviceAreaShort: serviceArea,
    status,
  };
}
