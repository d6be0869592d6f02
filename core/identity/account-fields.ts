import { type FieldError, validationFailed } from "../errors.ts";
import { normalizeEmail } from "./email-address.ts";
import { passwordErrors } from "./password-policy.ts";
import { normalizeName } from "./person-name.ts";
import { normalizePhone } from "./phone-number.ts";
import type { User } from "./user.ts";
import { isZipCode } from "./zip-code.ts";

export interface AccountInput {
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly zipCode: string;
  readonly phone?: string | undefined;
}

/** The fields of a new account in their stored form; everything that is wrong with them is named at once (REG-2 to REG-7). */
export function accountFields(input: AccountInput): Pick<User, "email" | "firstName" | "lastName" | "zipCode" | "phone"> {
  const email = normalizeEmail(input.email);
  const firstName = normalizeName(input.firstName);
  const lastName = normalizeName(input.lastName);
  const zipCode = isZipCode(input.zipCode) ? input.zipCode : undefined;
  const phone = input.phone === undefined ? null : normalizePhone(input.phone);
  const weaknesses = passwordErrors("/password", input.password);
  if (email === undefined || firstName === undefined || lastName === undefined || zipCode === undefined || phone === undefined) {
    throw validationFailed([...malformed({ email, firstName, lastName, zipCode, phone }), ...weaknesses]);
  }
  if (weaknesses.length > 0) throw validationFailed(weaknesses);
  return { email, firstName, lastName, zipCode, phone };
}

function malformed(fields: Readonly<Record<string, unknown>>): FieldError[] {
  const names = Object.keys(fields).filter((name) => fields[name] === undefined);
  return names.map((name) => ({ field: `/${name}`, code: "BAD_FORMAT", message: "The value does not have the expected form." }));
}
