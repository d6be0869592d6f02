import type { FieldError } from "../errors.ts";

export type PasswordFault = keyof typeof MESSAGES;

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

const MESSAGES = {
  PASSWORD_TOO_SHORT: `Use at least ${MIN_LENGTH} characters.`,
  PASSWORD_TOO_LONG: `Use at most ${MAX_LENGTH} characters.`,
  PASSWORD_NEEDS_UPPERCASE: "Use at least one upper-case letter.",
  PASSWORD_NEEDS_DIGIT: "Use at least one digit.",
  PASSWORD_UNCHANGED: "Choose a password other than the present one.",
} as const;

/** Everything that is wrong with a new password, all at once (PWD-1). `current` is the present one, where there is one. */
export function passwordFaults(password: string, current?: string): readonly PasswordFault[] {
  const faults: PasswordFault[] = [];
  const length = [...password].length;
  if (length < MIN_LENGTH) faults.push("PASSWORD_TOO_SHORT");
  if (length > MAX_LENGTH) faults.push("PASSWORD_TOO_LONG");
  if (!/\p{Lu}/u.test(password)) faults.push("PASSWORD_NEEDS_UPPERCASE");
  if (!/\p{Nd}/u.test(password)) faults.push("PASSWORD_NEEDS_DIGIT");
  if (password === current) faults.push("PASSWORD_UNCHANGED");
  return faults;
}

/** The faults as entries of `errors[]`; `field` points at the new password in the body. */
export function passwordErrors(field: string, password: string, current?: string): readonly FieldError[] {
  return passwordFaults(password, current).map((code) => ({ field, code, message: MESSAGES[code] }));
}
