import { DomainError } from "../errors.ts";
import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import { type Booking, isLive, type Side } from "./booking.ts";
import { BOOKING_NOT_EDITABLE, FIELD_NOT_EDITABLE } from "./booking-errors.ts";

/** The parts of a booking that its people may change; time, service, price and duration change by moving it (BK-54). */
export type EditableField = "instructorNote" | "meetingLocation" | "studentNote";

type Editable = Pick<Booking, "status" | "locationType" | "startsAt" | "endsAt">;

/** Why these fields cannot be changed by this side now (BK-52, BK-57). Whose field it is comes before the state. */
export function refuseUpdate(booking: Editable, fields: readonly EditableField[], by: Side, now: Instant): DomainError | undefined {
  const foreign = fields.find((field) => !isOf(field, booking, by));
  if (foreign !== undefined) {
    return new DomainError(FIELD_NOT_EDITABLE, `You cannot change ${foreign} of this booking; leave it out.`, { field: foreign });
  }
  if (fields.every((field) => isOpen(field, booking, now))) return undefined;
  return new DomainError(BOOKING_NOT_EDITABLE, "This can be changed only while the lesson is still to come.", {
    bookingStatus: booking.status,
  });
}

/** The place belongs to neither of the two only where they meet on neutral ground; it is the instructor's to change. */
function isOf(field: EditableField, { locationType }: Editable, by: Side): boolean {
  if (field === "studentNote") return by === "student";
  return by === "instructor" && (field === "instructorNote" || locationType === "neutral_location");
}

/** An instructor writes about the lesson until 30 days after it; everything else is settled when it starts. */
function isOpen(field: EditableField, { status, startsAt, endsAt }: Editable, now: Instant): boolean {
  if (field === "instructorNote") return now < plusMilliseconds(endsAt, 30 * DAY_MS);
  return isLive(status) && now < startsAt;
}
