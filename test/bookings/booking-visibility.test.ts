import { describe, expect, it } from "vitest";
import type { BookingStatus, LessonLocation } from "../../core/bookings/booking.ts";
import { placeDetail, seesReason, shownName, type Viewer, viewerOf, visibleLocation } from "../../core/bookings/booking-visibility.ts";
import type { LocationType } from "../../core/bookings/location-type.ts";
import type { UserId } from "../../core/ids.ts";
import type { Instant } from "../../core/time.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-visibility.json" with { type: "json" };
import { INSTRUCTOR, STUDENT } from "./facts.ts";

interface VisibilityInput {
  readonly locationType: LocationType;
  readonly viewer: Viewer | "stranger";
  readonly status: BookingStatus;
  readonly endsAt: string;
  readonly now: string;
}

interface VisibilityExpected {
  readonly status: number;
  readonly place?: string;
  readonly instructorLastName?: "full" | "initial";
  readonly studentLastName?: "full" | "initial";
}

const STRANGER: UserId = "usr_01JE0000000000000000000009";
const PEOPLE = { student: STUDENT, instructor: INSTRUCTOR, stranger: STRANGER, admin: STRANGER };
const PARTIES = { studentId: STUDENT, instructorId: INSTRUCTOR };

describe("what each side sees", () => {
  for (const vector of casesOf<VisibilityInput, VisibilityExpected>(vectors)) {
    it(`BKL-10, BKL-12, BK-55 ${titleOf(vector)}`, () => {
      const { viewer: asked, endsAt, now, ...booking } = vector.input;
      const viewer = viewerOf(PARTIES, PEOPLE[asked], asked === "admin");
      if (viewer === undefined) {
        expect(vector.expected.status).toBe(404);
        return;
      }
      const { place, studentLastName, instructorLastName } = vector.expected;
      expect(placeDetail({ ...booking, endsAt: instant(endsAt) }, viewer, instant(now))).toBe(place);
      expect(lastNameShown("student", viewer)).toBe(studentLastName);
      expect(lastNameShown("instructor", viewer)).toBe(instructorLastName);
    });
  }

  it("BKL-10 shows an initial without a period, and of an erased person only the part in it", () => {
    expect(shownName({ firstName: "Ana", lastName: "Ørsted" }, "student", "instructor")).toEqual({ firstName: "Ana", lastInitial: "Ø" });
    expect(shownName(undefined, "student", "instructor")).toEqual({ firstName: "Former student", lastInitial: null });
    expect(shownName(undefined, "instructor", "student")).toEqual({ firstName: "Former instructor", lastInitial: null });
  });

  it("BKL-12 leaves out exactly what the detail hides, and always the provider's place id", () => {
    const endsAt: Instant = "2025-12-10T23:00:00.000Z";
    const location: LessonLocation = {
      address: "12 W 10th St",
      lat: 40.73,
      lng: -73.99,
      placeId: "p1",
      neighborhoodKey: "nyc-manhattan-greenwich-village",
      label: "Studio",
    };
    const studio = { locationType: "instructor_location", status: "CANCELLED", endsAt, location } as const;
    expect(visibleLocation(studio, "student", endsAt)).toEqual({ label: "Studio", neighborhoodKey: "nyc-manhattan-greenwich-village" });
    expect(visibleLocation(studio, "instructor", endsAt)).toEqual({
      address: "12 W 10th St",
      lat: 40.73,
      lng: -73.99,
      neighborhoodKey: "nyc-manhattan-greenwich-village",
      label: "Studio",
    });
    const home = { ...studio, locationType: "student_location" } as const;
    expect(visibleLocation(home, "instructor", endsAt)).toEqual({ neighborhoodKey: "nyc-manhattan-greenwich-village" });
    expect(visibleLocation({ ...studio, locationType: "online" }, "admin", endsAt)).toBeUndefined();
  });

  it("BKL-13 keeps the words of a report or dispute between their author and the admins", () => {
    expect(seesReason("student", "student")).toBe(true);
    expect(seesReason("student", "admin")).toBe(true);
    expect(seesReason("student", "instructor")).toBe(false);
  });
});

function lastNameShown(side: "student" | "instructor", viewer: Viewer): "full" | "initial" {
  return shownName({ firstName: "Ana", lastName: "Silva" }, side, viewer).lastName === "Silva" ? "full" : "initial";
}
