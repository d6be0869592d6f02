import type { UserId } from "../ids.ts";
import { instructorsByName } from "../table/keys.ts";
import { type NamedUser, shownName } from "./public-profile.ts";

/** Where the search by name finds an instructor; nowhere while offline. */
export function namePlace(instructorId: UserId, user: NamedUser, isLive: boolean) {
  return isLive ? instructorsByName(searchableName(user), instructorId) : null;
}

/** A name as it is compared: what others see of it, in lower case. */
export function searchableName(user: NamedUser): string {
  const { firstName, lastInitial } = shownName(user);
  return `${firstName} ${lastInitial}`.trim().toLowerCase();
}
