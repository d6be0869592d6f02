import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { absent } from "../table/condition.ts";
import { emailKey, userKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { put, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import { EMAIL_ALREADY_REGISTERED } from "./identity-errors.ts";
import { TWO_FACTOR_OFF, type User } from "./user.ts";
import { zoneOfZip } from "./zip-code.ts";

/** The terms that a registration accepts now (REG-8). */
export const TERMS_VERSION = "2025-01-01";

export type NewUserFacts = Pick<
  User,
  "userId" | "email" | "emailVerified" | "passwordHash" | "firstName" | "lastName" | "phone" | "zipCode" | "role" | "signup"
>;

/** An account as it begins: active, in the zone of its ZIP code (REG-5), with nothing but its role's permissions. */
export function newUser(facts: NewUserFacts, now: Instant): User {
  return {
    ...facts,
    passwordChangedAt: null,
    timezone: zoneOfZip(facts.zipCode),
    permissionOverrides: {},
    accountStatus: "active",
    statusReason: null,
    statusNote: null,
    statusChangedAt: null,
    sessionEpoch: 0,
    twoFactor: TWO_FACTOR_OFF,
    profilePictureVersion: 0,
    termsAcceptedAt: now,
    termsVersion: TERMS_VERSION,
    createdAt: now,
    updatedAt: now,
    erasedAt: null,
  };
}

/** Stores a new account together with the mark that makes its address unique (REG-11). */
export function newUserWrites(user: User): Write[] {
  return [
    put(emailKey(user.email), { userId: user.userId }, absent, { otherwise: alreadyRegistered }),
    put(userKey(user.userId), user, absent),
  ];
}

/** The event of a new account, for the same transaction. */
export function userRegistered(ctx: Context, { userId, role, zipCode, signup }: User): Write {
  const { referralCode } = signup;
  return publish(ctx, "user.registered", { userId, role, zipCode, ...(referralCode === undefined ? {} : { referralCode }) });
}

function alreadyRegistered(): DomainError {
  return new DomainError(EMAIL_ALREADY_REGISTERED, "There is an account with this address: sign in, or reset its password.");
}
