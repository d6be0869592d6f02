import * as z from "zod";
import {
  ADDRESS_REQUIRED,
  BOOKING_NOT_EDITABLE,
  BOOKING_NOT_FOUND,
  COORDINATES_REQUIRED,
  FIELD_NOT_EDITABLE,
  OUTSIDE_SERVICE_AREA,
} from "../../core/bookings/booking-errors.ts";
import type { WishedPlace } from "../../core/bookings/lesson-wish.ts";
import { updateBooking } from "../../core/bookings/update-booking.ts";
import { OPERATION_IN_PROGRESS } from "../../core/errors.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { OUTLINES_FILE } from "../../core/places/outlines.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, textSchema, trimmedTextSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";
import { placeRules, placeShape, wishedPlace } from "./lesson-place.schema.ts";

const note = trimmedTextSchema(0, 1_000).nullable().optional().meta({ description: "Null or blank takes the note away." });

const someMember: z.core.CheckFn<object> = ({ value, issues }) => {
  if (Object.values(value).some((member) => member !== undefined)) return;
  issues.push({ code: "custom", params: { code: "TOO_FEW" }, message: "Send at least one member to change.", path: [], input: value });
};

export const contract = endpoint({
  operationId: "updateBooking",
  method: "PATCH",
  path: "/api/v1/bookings/{bookingId}",
  tag: "bookings",
  area: "bookings",
  summary: "Change a note or the meeting place of a booking",
  description: "Each side its own note; the place of a neutral lesson is the instructor's to change. Another time is a reschedule.",
  auth: { roles: ["student", "instructor"] },
  rate: "write",
  grants: ["table.read", "table.write", "maps"],
  retry: "safe",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: z
    .strictObject({
      instructorNote: note,
      studentNote: note,
      ...placeShape,
      meetingLocation: textSchema(0, 500).nullable().optional().meta({ description: "Cannot be taken away.", example: "Bryant Park" }),
    })
    .check(someMember)
    .meta({ id: "BookingPatch", minProperties: 1, ...placeRules }),
  ifMatch: "optional",
  status: 200,
  response: bookingSchema,
  errors: [FIELD_NOT_EDITABLE, BOOKING_NOT_EDITABLE, ADDRESS_REQUIRED, COORDINATES_REQUIRED, OUTSIDE_SERVICE_AREA, OPERATION_IN_PROGRESS],
  invalidates: ["bookings"],
  files: [OUTLINES_FILE, NEIGHBORHOODS_FILE],
  etag: "{version}",
  since: "1.0.0",
  rules: ["BK-52", "BK-54", "BK-57", "API-33"],
  example: {
    params: { bookingId: bookingExample.id },
    body: { studentNote: "Scales, please." },
    response: { ...bookingExample, studentNote: "Scales, please.", version: 3 },
  },
});

export const handler = handle(contract, async (ctx, { params, body, ifMatch }) => {
  const { instructorNote, studentNote } = body;
  const change = definedOnly({ instructorNote, studentNote, meetingPlace: placeOf(body) });
  // The ETag of a read also tells what the caller may do, which a change need not agree with.
  const versions = ifMatch.map((tag) => tag.replace(/\.\d+$/, ""));
  return updateBooking(ctx, { ...params, change, ifMatch: versions });
});

/** Any part of a place asks for another place; without an address it asks for none. */
function placeOf({ meetingLocation, ...rest }: z.output<typeof contract.body>): WishedPlace | null | undefined {
  const place = wishedPlace({ ...rest, meetingLocation: meetingLocation?.trim() || undefined });
  const isAsked = [meetingLocation, rest.locationPlaceId, rest.locationLat].some((part) => part !== undefined);
  return place ?? (isAsked ? null : undefined);
}
