import type { WishedPlace } from "../../core/bookings/lesson-wish.ts";
import { type FieldError, validationFailed } from "../../core/errors.ts";
import { latitudeSchema, longitudeSchema, textSchema } from "../http/wire-values.ts";

/** Where a lesson shall be, as requests name it. */
export const placeShape = {
  meetingLocation: textSchema(0, 500)
    .optional()
    .meta({ description: "The address; needed at the student's or a neutral place.", example: "10 W 10th St, New York" }),
  locationPlaceId: textSchema(1, 255).optional().meta({ description: "The map provider's id of the address." }),
  locationLat: latitudeSchema.optional(),
  locationLng: longitudeSchema.optional(),
};

/** For the document: a point has both coordinates. */
export const placeRules = { dependentRequired: { locationLat: ["locationLng"], locationLng: ["locationLat"] } };

interface PlaceFields {
  readonly locationType?: string | undefined;
  readonly meetingLocation?: string | undefined;
  readonly locationPlaceId?: string | undefined;
  readonly locationLat?: number | undefined;
  readonly locationLng?: number | undefined;
}

/** The place of a request. What one field says about another no schema can say: 422 `VALIDATION_FAILED` names both. */
export function wishedPlace(body: PlaceFields): WishedPlace | undefined {
  const { meetingLocation, locationPlaceId, locationLat: lat, locationLng: lng } = body;
  const errors: FieldError[] = [];
  if ((lat === undefined) !== (lng === undefined)) {
    const field = lat === undefined ? "/locationLat" : "/locationLng";
    errors.push({ field, code: "REQUIRED", message: "Send both coordinates or none." });
  }
  if (body.locationType === "online") errors.push(...placeFieldsOf(body).map(notForOnline));
  if (errors.length > 0) throw validationFailed(errors);
  if (meetingLocation === undefined) return undefined;
  return {
    address: meetingLocation,
    ...(locationPlaceId === undefined ? {} : { providerPlaceId: locationPlaceId }),
    ...(lat === undefined || lng === undefined ? {} : { lat, lng }),
  };
}

function placeFieldsOf(body: PlaceFields): string[] {
  const names = ["meetingLocation", "locationPlaceId", "locationLat", "locationLng", "teachingPlaceId"];
  return names.filter((name) => Reflect.get(body, name) !== undefined);
}

function notForOnline(name: string): FieldError {
  return { field: `/${name}`, code: "MUTUALLY_EXCLUSIVE", message: "An online lesson has no place; leave this out." };
}
