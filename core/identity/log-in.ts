import type { Context } from "../context.ts";
import { ACCOUNT_DEACTIVATED, assert, DomainError, validationFailed } from "../errors.ts";
import { auditAfterwards } from "../table/audit.ts";
import { commit, StaleWrite } from "../table/commit.ts";
import { absent, any, compare, present, unchanged } from "../table/condition.ts";
import { knownDevicesKey, loginGuardKey, userKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put, remove, update, type Write } from "../table/write.ts";
import { DAY_MS, MINUTE_MS, millisecondsBetween, plusMilliseconds } from "../time.ts";
import { admitLoginAttempt, type LoginAttempt } from "./admit-login-attempt.ts";
import { normalizeEmail } from "./email-address.ts";
import { INVALID_CREDENTIALS } from "./identity-errors.ts";
import { type KnownDevices, rememberDevice } from "./known-devices.ts";
import { makeRoomForSession } from "./make-room-for-session.ts";
import { asMember } from "./member.ts";
import { hashPassword, needsRehash, verifyPassword } from "./password-hash.ts";
import type { Transport } from "./session.ts";
import { type SignIn, sessionWrites, startSession } from "./start-session.ts";
import type { User } from "./user.ts";

const DEVICES_KEPT_MS = 90 * DAY_MS;
/** Whoever has just registered knows the device: they need no notice of it (REG-17). */
const NEWCOMER_MS = 5 * MINUTE_MS;

export interface Login {
  readonly email: string;
  readonly password: string;
  readonly transport: Transport;
}

/** Signs in with a password. An unknown address and a wrong password are one answer after the same work (LOG-1, PWD-3). */
export async function logIn(ctx: Context, { email, password, transport }: Login): Promise<SignIn> {
  const address = normalizeEmail(email);
  if (address === undefined) throw validationFailed([{ field: "/email", code: "BAD_FORMAT", message: "This is not an e-mail address." }]);
  const attempt = await admitLoginAttempt(ctx, address);
  const user = await verified(attempt, password);
  await commit([remove(loginGuardKey(attempt.guardName), WHATEVER_IT_SAYS)]);
  if (user.accountStatus === "deactivated") {
    throw new DomainError(ACCOUNT_DEACTIVATED, "This account is deactivated. Ask support to bring it back.");
  }
  assert(!user.twoFactor.enabled, "nobody can turn two-factor on yet, so no login ends without it");
  const signIn = await untilCommitted(() => openSession(ctx, user, attempt, transport));
  await renewHash(user, password);
  const login = { action: "user.login", entityType: "user", entityId: user.userId };
  await auditAfterwards(asMember(ctx, user, signIn.session.sessionId), login);
  return signIn;
}

/** A right password forgets all failures, also those that others add at this moment (LOG-3). */
const WHATEVER_IT_SAYS = any(absent, present);

async function verified({ user }: LoginAttempt, password: string): Promise<User> {
  const matches = await verifyPassword(password, user?.passwordHash ?? null);
  if (!user || !matches) throw new DomainError(INVALID_CREDENTIALS, "E-mail or password is not right.");
  return user;
}

/** The session carries the epoch that was read with the password's hash, so whatever ended all sessions since then ends it too (SES-5). */
async function openSession(ctx: Context, user: User, { fingerprint }: LoginAttempt, transport: Transport): Promise<SignIn> {
  const [devices, room] = await Promise.all([read(knownDevicesKey(user.userId)), makeRoomForSession(ctx, user)]);
  const isKnown = devices?.fingerprints.includes(fingerprint) ?? false;
  const isNewcomer = devices === undefined && millisecondsBetween(user.createdAt, ctx.now) <= NEWCOMER_MS;
  const signIn = await startSession(ctx, user, { transport, via: "password" });
  await commit([
    ...sessionWrites(signIn.session),
    ...room,
    ...(isKnown ? [] : [remember(ctx, user, devices, fingerprint)]),
    publish(ctx, "user.logged_in", { userId: user.userId, newDevice: !isKnown && !isNewcomer }),
  ]);
  return signIn;
}

function remember({ now }: Context, { userId }: User, devices: KnownDevices | undefined, fingerprint: string): Write {
  const fingerprints = rememberDevice(devices?.fingerprints ?? [], fingerprint);
  const version = (devices?.version ?? 0) + 1;
  const asRead = devices ? compare("version", "=", devices.version) : absent;
  return put(knownDevicesKey(userId), { fingerprints, version }, asRead, { ttl: plusMilliseconds(now, DEVICES_KEPT_MS) });
}

/** Replaces a hash of an older cost (PWD-2); a password that was changed meanwhile stays as it was changed. */
async function renewHash({ userId, passwordHash, sessionEpoch }: User, password: string): Promise<void> {
  if (passwordHash === null || !needsRehash(passwordHash)) return;
  const set = { passwordHash: await hashPassword(password) };
  try {
    await commit([update(userKey(userId), { set }, unchanged({ passwordHash, sessionEpoch }))]);
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error;
  }
}
