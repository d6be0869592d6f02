import type { UserId } from "../ids.ts";
import { type Instant, plusHours } from "../time.ts";
import type { Booking, LessonLocation, Side } from "./booking.ts";

export type Viewer = Side | "admin";

/** How much of the lesson's place somebody sees (BKL-12). */
export type PlaceDetail = "full" | "label_and_area" | "area" | "none";

export type VisibleLocation = Partial<Pick<LessonLocation, "address" | "label" | "neighborhoodKey" | "lat" | "lng">>;

export interface ShownName {
  readonly firstName: string;
  readonly lastInitial: string | null;
  readonly lastName?: string;
}

export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
}

/** In which part somebody looks at the booking; nobody else may know that it exists (BK-55). */
export function viewerOf(
  booking: Pick<Booking, "studentId" | "instructorId">,
  userId: UserId,
  viewsAllBookings: boolean,
): Viewer | undefined {
  if (userId === booking.studentId) return "student";
  if (userId === booking.instructorId) return "instructor";
  return viewsAllBookings ? "admin" : undefined;
}

type Placed = Pick<Booking, "locationType" | "status" | "endsAt">;

/**
 * A home address is shown to the other side only for the lesson: while it is agreed or taught, and until a day after its end. A
 * meeting place belongs to nobody and is always shown.
 */
export function placeDetail(booking: Placed, viewer: Viewer, now: Instant): PlaceDetail {
  const isNeeded = (booking.status === "CONFIRMED" || booking.status === "COMPLETED") && now < plusHours(booking.endsAt, 24);
  switch (booking.locationType) {
    case "online":
      return "none";
    case "neutral_location":
      return "full";
    case "student_location":
      return viewer !== "instructor" || isNeeded ? "full" : "area";
    case "instructor_location":
      return viewer !== "student" || isNeeded ? "full" : "label_and_area";
  }
}

/** The parts of the place that the viewer sees (BKL-12). */
export function visibleLocation(booking: Placed & Pick<Booking, "location">, viewer: Viewer, now: Instant): VisibleLocation | undefined {
  if (booking.location === undefined) return undefined;
  const { placeId: _internal, ...location } = booking.location;
  const { label, neighborhoodKey } = location;
  const area = neighborhoodKey === undefined ? {} : { neighborhoodKey };
  switch (placeDetail(booking, viewer, now)) {
    case "none":
      return undefined;
    case "full":
      return location;
    case "area":
      return area;
    case "label_and_area":
      return label === undefined ? area : { ...area, label };
  }
}

/** Each side sees itself in full and the other as first name and initial; of an erased person only the part in it remains (BKL-10). */
export function shownName(person: PersonName | undefined, side: Side, viewer: Viewer): ShownName {
  if (person === undefined) return { firstName: side === "student" ? "Former student" : "Former instructor", lastInitial: null };
  const { firstName, lastName } = person;
  const [initial] = lastName.trim().toUpperCase();
  const name = { firstName, lastInitial: initial ?? null };
  return viewer === side || viewer === "admin" ? { ...name, lastName } : name;
}

/** The words of a no-show report or dispute are for their author and the admins; the other side sees only that there is one (BKL-13). */
export function seesReason(author: Side | "admin", viewer: Viewer): boolean {
  return viewer === "admin" || viewer === author;
}
