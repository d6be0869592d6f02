import { DomainError, type FieldError, VALIDATION_FAILED, validationFailed } from "../errors.ts";
import { cleanBio } from "./bio.ts";
import type { InstructorProfile } from "./instructor-profile.ts";
import { type PlaceInput, placeShapeErrors, replacePlaces, type WantedPlace } from "./places.ts";

/** What the owner asks to change; absent fields stay as they are (INS-4). */
export interface ProfileChanges {
  readonly bio?: string;
  readonly yearsExperience?: number;
  readonly minAdvanceBookingHours?: number;
  readonly preferredTeachingLocations?: readonly PlaceInput[];
  readonly preferredPublicSpaces?: readonly PlaceInput[];
}

export interface AcceptedProfileChanges {
  readonly bio?: string;
  readonly yearsExperience?: number;
  readonly minAdvanceBookingHours?: number;
  readonly preferredTeachingLocations?: readonly WantedPlace[];
  readonly preferredPublicSpaces?: readonly WantedPlace[];
}

type PresentPlaces = Pick<InstructorProfile, "preferredTeachingLocations" | "preferredPublicSpaces">;

/** The changes as they may be stored. All errors of shape are found before the named ones, those in the order of the fields (INS-6). */
export function acceptProfileChanges(changes: ProfileChanges, present: PresentPlaces): AcceptedProfileChanges {
  const errors = shapeErrors(changes);
  if (errors.length > 0) throw validationFailed(errors);
  const { bio, yearsExperience, minAdvanceBookingHours, preferredTeachingLocations, preferredPublicSpaces } = changes;
  const accepted: AcceptedProfileChanges = {
    ...(bio === undefined ? {} : { bio: cleanBio(bio) }),
    ...(yearsExperience === undefined ? {} : { yearsExperience }),
    ...(minAdvanceBookingHours === undefined ? {} : { minAdvanceBookingHours }),
    ...(preferredTeachingLocations === undefined
      ? {}
      : {
          preferredTeachingLocations: replacePlaces("teaching_location", present.preferredTeachingLocations, preferredTeachingLocations),
        }),
    ...(preferredPublicSpaces === undefined
      ? {}
      : { preferredPublicSpaces: replacePlaces("public_space", present.preferredPublicSpaces, preferredPublicSpaces) }),
  };
  if (Object.keys(accepted).length === 0) {
    throw new DomainError(VALIDATION_FAILED, "Give at least one field to change.", {}, { errors: [EMPTY_BODY] });
  }
  return accepted;
}

const EMPTY_BODY: FieldError = { field: "body", code: "TOO_FEW", message: "Give at least one field." };

function shapeErrors(changes: ProfileChanges): FieldError[] {
  return [
    ...rangeErrors("/yearsExperience", changes.yearsExperience, 50),
    ...rangeErrors("/minAdvanceBookingHours", changes.minAdvanceBookingHours, 168),
    ...placeShapeErrors("preferredTeachingLocations", changes.preferredTeachingLocations ?? []),
    ...placeShapeErrors("preferredPublicSpaces", changes.preferredPublicSpaces ?? []),
  ];
}

function rangeErrors(field: string, value: number | undefined, most: number): FieldError[] {
  if (value === undefined) return [];
  if (!Number.isInteger(value)) return [{ field, code: "WRONG_TYPE", message: "Must be a whole number." }];
  if (value < 0) return [{ field, code: "TOO_SMALL", message: "Must not be negative." }];
  return value > most ? [{ field, code: "TOO_LARGE", message: `Must be at most ${most}.` }] : [];
}
