import { readClock } from "../../core/clients/clock.ts";
import { required } from "../../core/errors.ts";
import { newUser, newUserWrites } from "../../core/identity/new-user.ts";
import { currentRefreshKey } from "../../core/identity/refresh-keys.ts";
import { formatRefreshToken, newRefreshSecret } from "../../core/identity/refresh-token.ts";
import { hashSecret } from "../../core/identity/secret-hash.ts";
import { openSession, type Session } from "../../core/identity/session.ts";
import { accessTokenOf, sessionWrites } from "../../core/identity/start-session.ts";
import type { User } from "../../core/identity/user.ts";
import { newId, type UserId } from "../../core/ids.ts";
import type { InstructorProfile } from "../../core/instructors/instructor-profile.ts";
import { newInstructorWrites } from "../../core/instructors/new-instructor.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { instructorProfileKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import type { Instant } from "../../core/time.ts";
import * as registerUser from "../../functions/identity/register-user.ts";
import { type BodyOf, invoke } from "./invoke.ts";

export interface SignedIn {
  readonly userId: UserId;
  /** An access token, for `invoke(…, { token })`. */
  readonly token: string;
  readonly refreshToken: string;
  readonly user: User;
  readonly session: Session;
}

/** What is special about the person; everything else is as a registration makes it. */
export type Person = Partial<User> & {
  /** Of an instructor. */
  readonly profile?: Partial<InstructorProfile>;
  readonly session?: Partial<Session>;
};

/** Someone signed in, written straight into the table: no password is hashed, so it takes milliseconds. Student unless told otherwise. */
export async function signedIn({ profile, session: itsSession, ...special }: Person = {}): Promise<SignedIn> {
  const now = readClock();
  const user = { ...someone(special.userId ?? newId("usr", now), now), ...special };
  const secret = newRefreshSecret();
  const session = { ...(await sessionOf(user, secret, now)), ...itsSession };
  const partsOfRole = user.role === "instructor" ? newInstructorWrites(user, now) : [];
  await commit([...newUserWrites(user), ...sessionWrites(session), ...partsOfRole]);
  if (profile) await commit([update(instructorProfileKey(user.userId), { set: profile }, present)]);
  const { sessionId } = session;
  const token = await accessTokenOf(user, sessionId, now);
  return { userId: user.userId, token, refreshToken: formatRefreshToken({ sessionId, secret }), user, session };
}

/** An access token of this moment, for someone whose first one has expired while the test's clock moved on. */
export function freshToken({ user, session }: Pick<SignedIn, "user" | "session">): Promise<string> {
  return accessTokenOf(user, session.sessionId, readClock());
}

function someone(userId: UserId, now: Instant): User {
  const names = { firstName: "Ada", lastName: "Lovelace", phone: null, zipCode: "10001" } as const;
  const account = { email: `${userId.toLowerCase()}@example.com`, emailVerified: false, passwordHash: null } as const;
  return newUser({ userId, ...account, ...names, role: "student", signup: {} }, now);
}

async function sessionOf({ userId, sessionEpoch }: User, secret: string, now: Instant): Promise<Session> {
  const device = { deviceName: "Chrome on macOS", userAgent: "Chrome", ip: "127.0.0.1", via: "password", transport: "token" } as const;
  const refresh = { refreshHash: hashSecret(secret), refreshKeyId: (await currentRefreshKey()).id };
  return openSession({ sessionId: newId("ses", now), userId, epoch: sessionEpoch, ...refresh, ...device }, now);
}

export interface Registered {
  readonly userId: UserId;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
  /** What registering answered. */
  readonly answer: BodyOf<typeof registerUser>;
}

/** A student made by the registration itself, with a password to sign in with. It takes some fifty milliseconds. */
export function registeredStudent(special: Readonly<Record<string, unknown>> = {}): Promise<Registered> {
  return registered({ role: "student", ...special });
}

export function registeredInstructor(special: Readonly<Record<string, unknown>> = {}): Promise<Registered> {
  return registered({ role: "instructor", ...special });
}

async function registered(special: Readonly<Record<string, unknown>>): Promise<Registered> {
  const body = { ...registrationBody(), ...special };
  const { body: answer } = await invoke(registerUser, { body, headers: { "x-auth-transport": "token" }, sourceIp: freshIp() });
  const { email, password } = body;
  const refreshToken = required(answer.refreshToken, "the token transport answers the refresh token");
  return { userId: answer.user.id, email, password, token: answer.accessToken, refreshToken, answer };
}

/** A valid registration at an address that nobody has. */
export function registrationBody() {
  const email = `${newId("usr", readClock()).toLowerCase()}@example.com`;
  return { email, password: "Sunny-Day-2", firstName: "Ada", lastName: "Lovelace", zipCode: "10001", acceptTerms: true };
}

let lastIp = 0;

/** An address that no other call of the worker came from, so that calls of one test do not count against each other's limits. */
export function freshIp(): string {
  lastIp += 1;
  return `10.${(lastIp >> 16) & 255}.${(lastIp >> 8) & 255}.${lastIp & 255}`;
}
