import { DomainError, type FieldError } from "../errors.ts";
import type { PricingFormat } from "../payments/pricing-format.ts";
import { codePointLength } from "./bio.ts";
import { DUPLICATE_PLACE, TEACHING_LOCATION_REQUIRED, TOO_MANY_PLACES } from "./instructor-errors.ts";
import type { PlaceKind, PreferredPlace } from "./instructor-profile.ts";

export interface PlaceInput {
  readonly address: string;
  readonly label?: string | null;
  readonly providerPlaceId?: string | null;
}

/** A wanted place: either one that is kept, with its id and coordinates, or a new address that has yet to be geocoded. */
export interface WantedPlace extends Pick<PreferredPlace, "kind" | "address" | "label" | "position"> {
  readonly providerPlaceId?: string;
  readonly kept?: PreferredPlace;
}

const MOST_PLACES = 2;
const LONGEST_ADDRESS = 512;
const LONGEST_LABEL = 64;

/** Two spellings of one address are one place (PLP-2). */
export function normalizedAddress(address: string): string {
  return address.trim().replace(/\s+/g, " ").toLowerCase();
}

/** Lengths count characters after trimming. */
export function placeShapeErrors(field: string, places: readonly PlaceInput[]): FieldError[] {
  return places.flatMap(({ address, label }, index) => {
    const errors: FieldError[] = [];
    const at = `/${field}/${index}`;
    if (address.trim() === "") errors.push({ field: `${at}/address`, code: "TOO_SHORT", message: "Give an address." });
    if (codePointLength(address.trim()) > LONGEST_ADDRESS) errors.push(tooLong(`${at}/address`, LONGEST_ADDRESS));
    if (codePointLength((label ?? "").trim()) > LONGEST_LABEL) errors.push(tooLong(`${at}/label`, LONGEST_LABEL));
    return errors;
  });
}

/** The places of one kind as they shall be: whoever keeps an address keeps its id, coordinates and blurred point (PLP-1 to PLP-3). */
export function replacePlaces(kind: PlaceKind, existing: readonly PreferredPlace[], inputs: readonly PlaceInput[]): WantedPlace[] {
  if (inputs.length > MOST_PLACES) {
    throw new DomainError(TOO_MANY_PLACES, `Give at most ${MOST_PLACES} places of one kind.`, { kind, max: MOST_PLACES });
  }
  if (new Set(inputs.map(({ address }) => normalizedAddress(address))).size < inputs.length) {
    throw new DomainError(DUPLICATE_PLACE, "Give each address once.", { kind });
  }
  const known = new Map(existing.map((place) => [normalizedAddress(place.address), place]));
  return inputs.map((input, position) => {
    const label = input.label?.trim();
    const kept = known.get(normalizedAddress(input.address));
    return {
      kind,
      address: input.address.trim(),
      ...(label ? { label } : {}),
      position,
      ...(kept ? { kept } : {}),
      ...(!kept && input.providerPlaceId ? { providerPlaceId: input.providerPlaceId } : {}),
    };
  });
}

/** Those that a map can show. */
export function geocodedPlaces(places: readonly PreferredPlace[]): PreferredPlace[] {
  return places.filter((place) => place.geo !== undefined);
}

/** Whoever teaches at home needs a geocoded home: the last one cannot go while an offering counts on it (PLP-8). */
export function checkTeachingLocationsRemain(
  remaining: readonly PreferredPlace[],
  activeOfferings: readonly (readonly PricingFormat[])[],
): void {
  const isNeeded = activeOfferings.some((formats) => formats.includes("instructor_location"));
  if (!isNeeded || geocodedPlaces(remaining).length > 0) return;
  throw new DomainError(TEACHING_LOCATION_REQUIRED, "Drop the format at your place from your services first, or keep a teaching place.");
}

function tooLong(field: string, most: number): FieldError {
  return { field, code: "TOO_LONG", message: `At most ${most} characters.` };
}
