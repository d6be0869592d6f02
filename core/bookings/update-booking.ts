import type { Context, Member } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { noteOf } from "../note.ts";
import { requireVersion } from "../precondition.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { offeringKey, serviceAreasKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Booking, LessonLocation } from "./booking.ts";
import { ADDRESS_REQUIRED } from "./booking-errors.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, readBooking, readLessonPeople } from "./booking-repository.ts";
import { bookingIsChanging, requireSide, requireStill } from "./booking-side.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { refuseNote } from "./create-request.ts";
import { type EditableField, refuseUpdate } from "./decide-update.ts";
import { refuseMeetingPlace } from "./lesson-place.ts";
import type { WishedPlace } from "./lesson-wish.ts";
import { locatePlace, placeFactsOf } from "./resolve-place.ts";

/** What shall change; a note that is null or blank is taken away (BK-53). */
export interface BookingChange {
  readonly instructorNote?: string | null;
  readonly studentNote?: string | null;
  /** Null where the request would take the place away, which no lesson in person can do without. */
  readonly meetingPlace?: WishedPlace | null;
}

export interface UpdateBookingInput {
  readonly bookingId: BookingId;
  readonly change: BookingChange;
  readonly ifMatch: readonly string[];
}

/**
 * One of the two people changes a note, or the instructor the neutral place of a lesson to come (BK-52, BK-57). What changes nothing writes
 * nothing (BK-53). Refusals in this order: 404, 403 `FIELD_NOT_EDITABLE`, 412, 409 `BOOKING_NOT_EDITABLE`, then those of the place.
 */
export async function updateBooking(ctx: Context<Member>, input: UpdateBookingInput): Promise<BookingView> {
  const { bookingId, change, ifMatch } = input;
  const wrongNote = refuseNote("/instructorNote", change.instructorNote) ?? refuseNote("/studentNote", change.studentNote);
  if (wrongNote) throw wrongNote;
  const meetingPlace = await locatePlace(change.meetingPlace ?? undefined);
  return untilCommitted(async () => {
    const { booking, payment } = await readBooking(bookingId);
    const side = requireSide(ctx, booking);
    const refusal = refuseUpdate(booking, fieldsOf(change), side, ctx.now);
    if (refusal?.problem.status === 403) throw refusal;
    requireVersion(ifMatch, booking.version);
    if (refusal) throw refusal;
    requireStill(booking);
    const [people, location] = await Promise.all([
      readLessonPeople(booking),
      change.meetingPlace === undefined ? booking.location : placed(booking, meetingPlace),
    ]);
    const after = changed(booking, change, location, ctx);
    const fields = fieldsOf(change).filter((field) => hasChanged(field, booking, after));
    if (fields.length > 0) await commit(updateWrites(ctx, booking, after, fields));
    return viewBooking({ booking: fields.length > 0 ? after : booking, payment, people, viewer: side, now: ctx.now });
  }, bookingIsChanging);
}

function fieldsOf({ instructorNote, studentNote, meetingPlace }: BookingChange): EditableField[] {
  const sent = { instructorNote, studentNote, meetingLocation: meetingPlace };
  return (["instructorNote", "studentNote", "meetingLocation"] as const).filter((field) => sent[field] !== undefined);
}

/** The new place, judged as it would be for a new lesson (BK-22, BK-23). */
async function placed({ instructorId, instructorServiceId, locationType }: Booking, meetingPlace: WishedPlace | undefined) {
  if (meetingPlace === undefined) throw new DomainError(ADDRESS_REQUIRED, "Say where the lesson shall take place.");
  const [offering, areas] = await readAll([offeringKey(instructorId, instructorServiceId), serviceAreasKey(instructorId)]);
  const place = placeFactsOf({ offering, areas, profile: undefined }, { locationType, meetingPlace });
  const refusal = refuseMeetingPlace(place);
  if (refusal) throw refusal;
  return place.meetingPlace;
}

function changed(booking: Booking, change: BookingChange, location: LessonLocation | undefined, { now }: Context): Booking {
  const { instructorNote, studentNote, location: _old, ...rest } = booking;
  const notes = {
    instructorNote: change.instructorNote === undefined ? instructorNote : noteOf(change.instructorNote),
    studentNote: change.studentNote === undefined ? studentNote : noteOf(change.studentNote),
  };
  return {
    ...rest,
    ...(notes.instructorNote === undefined ? {} : { instructorNote: notes.instructorNote }),
    ...(notes.studentNote === undefined ? {} : { studentNote: notes.studentNote }),
    ...(location === undefined ? {} : { location }),
    updatedAt: now,
    version: booking.version + 1,
  };
}

function hasChanged(field: EditableField, before: Booking, after: Booking): boolean {
  if (field !== "meetingLocation") return before[field] !== after[field];
  return (["address", "lat", "lng", "placeId"] as const).some((part) => before.location?.[part] !== after.location?.[part]);
}

/** Neither the log nor the event holds the words: they say which fields changed (section 6). */
function updateWrites(ctx: Context, before: Booking, after: Booking, fields: readonly EditableField[]) {
  return [
    ...changeBooking(before, after),
    audit(ctx, { action: "update", entityType: "booking", entityId: after.bookingId, after: { fields } }),
    publish(ctx, "booking.updated", { ...bookingFact(after), fields }),
  ];
}
