import type { LocationType } from "../bookings/location-type.ts";
import { assertNever } from "../errors.ts";

/** What the calendar asks about a place: does the instructor stay at a screen, stay at home, or travel? */
export type FormatClass = "online" | "studio" | "travel";

/** AV-25. */
export function formatClassOf(locationType: LocationType): FormatClass {
  switch (locationType) {
    case "online":
      return "online";
    case "instructor_location":
      return "studio";
    case "student_location":
    case "neutral_location":
      return "travel";
    default:
      return assertNever(locationType);
  }
}
