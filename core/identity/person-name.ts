/** The name as it is stored, or nothing when it is none (REG-3): 1 to 50 characters, none that could be markup or control a terminal. */
export function normalizeName(input: string): string | undefined {
  const name = input.trim();
  return /^[^<>\p{Cc}]{1,50}$/u.test(name) ? name : undefined;
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
