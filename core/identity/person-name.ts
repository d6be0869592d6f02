/** Control characters, and those that hide or turn text around; the joiners of Persian and Indic names stay. */
const UNSEEN = "\\p{Cc}\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff";
const NAME = new RegExp(`^[^<>${UNSEEN}]{1,50}$`, "u");

/** The name as it is stored, or nothing when it is none (REG-3): 1 to 50 characters, none that could be markup or deceive a reader. */
export function normalizeName(input: string): string | undefined {
  const name = input.trim();
  return NAME.test(name) ? name : undefined;
}

/** How a person appears to others: first name and last initial (PRV-1). */
export function publicName(firstName: string, lastName: string): string {
  const [initial = ""] = lastName.trim();
  return initial === "" ? firstName : `${firstName} ${initial.toUpperCase()}.`;
}

/** Once a government ID has confirmed the last name, only that name may be set, in whatever case. */
export function isVerifiedLastName(verified: string, proposed: string): boolean {
  return foldedName(verified) === foldedName(proposed);
}

function foldedName(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}
