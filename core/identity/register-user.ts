import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { newId } from "../ids.ts";
import { newInstructorWrites } from "../instructors/new-instructor.ts";
import { boroughOfZip } from "../places/boroughs.ts";
import { auditAfterwards } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { type AccountInput, accountFields } from "./account-fields.ts";
import { ROLE_NOT_ALLOWED, TERMS_NOT_ACCEPTED, ZIP_OUTSIDE_SERVICE_AREA } from "./identity-errors.ts";
import { asMember } from "./member.ts";
import { newUser, newUserWrites, userRegistered } from "./new-user.ts";
import { hashPassword } from "./password-hash.ts";
import type { Role } from "./roles.ts";
import type { Transport } from "./session.ts";
import { type SignIn, sessionWrites, startSession } from "./start-session.ts";
import type { Signup } from "./user.ts";

export interface Registration extends AccountInput {
  /** As sent: whatever is no role for registering is refused by name (REG-1). */
  readonly role?: string | undefined;
  readonly acceptTerms?: boolean | undefined;
  readonly signup: Signup;
  readonly transport: Transport;
}

/**
 * Makes an account and signs it in. Everything an account consists of is written at once (REG-11), so a race for the address leaves the
 * loser nothing. There is no look-up of the address beforehand: the write itself finds out, after the same work in every case (REG-10).
 */
export async function registerUser(ctx: Context, registration: Registration): Promise<SignIn> {
  const { signup, transport, password } = registration;
  const fields = accountFields(registration);
  const role = checkedRole(registration);
  const passwordHash = await hashPassword(password);
  const user = newUser({ ...fields, userId: newId("usr", ctx.now), emailVerified: false, passwordHash, role, signup }, ctx.now);
  const signIn = await startSession(ctx, user, { transport, via: "registration" });
  const writes = [
    ...newUserWrites(user),
    ...sessionWrites(signIn.session),
    ...(role === "instructor" ? newInstructorWrites(user, ctx.now) : []),
    userRegistered(ctx, user),
  ];
  await untilCommitted(() => commit(writes));
  const creation = { action: "user.create", entityType: "user", entityId: user.userId, after: { role } };
  await auditAfterwards(asMember(ctx, user, signIn.session.sessionId), creation);
  return signIn;
}

/** The rules that concern more than a field's form. */
function checkedRole({ role = "student", zipCode, acceptTerms }: Registration): Exclude<Role, "admin"> {
  if (role !== "student" && role !== "instructor") throw new DomainError(ROLE_NOT_ALLOWED, "Register as student or as instructor.");
  if (role === "instructor" && boroughOfZip(zipCode) === null) {
    throw new DomainError(ZIP_OUTSIDE_SERVICE_AREA, "Instructors need a ZIP code in New York City.");
  }
  if (acceptTerms !== true) throw new DomainError(TERMS_NOT_ACCEPTED, "Accept the terms to register.");
  return role;
}
