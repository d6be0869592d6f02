import type { UserId } from "../ids.ts";
import type { Instant, Zone } from "../time.ts";
import type { PermissionOverrides, Role } from "./roles.ts";

export interface User {
  readonly userId: UserId;
  /** Trimmed and lower-cased whole; unique; never changed through the API (REG-2). */
  readonly email: string;
  readonly emailVerified: boolean;
  /** A PHC string; null once the account is erased. */
  readonly passwordHash: string | null;
  readonly passwordChangedAt: Instant | null;
  readonly firstName: string;
  readonly lastName: string;
  /** E.164 (REG-6). */
  readonly phone: string | null;
  readonly zipCode: string;
  readonly timezone: Zone;
  readonly role: Role;
  readonly permissionOverrides: PermissionOverrides;
  readonly accountStatus: AccountStatus;
  readonly statusReason: StatusReason | null;
  readonly statusNote: string | null;
  readonly statusChangedAt: Instant | null;
  /** Grows by one whenever all sessions end; whatever carries another value is void (SES-5). */
  readonly sessionEpoch: number;
  readonly twoFactor: TwoFactor;
  readonly profilePictureVersion: number;
  readonly termsAcceptedAt: Instant;
  readonly termsVersion: string;
  readonly signup: Signup;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly erasedAt: Instant | null;
}

export type AccountStatus = "active" | "suspended" | "deactivated";

/** Who or what caused a status other than active. */
export type StatusReason = "self" | "admin" | "anonymized" | "deleted";

export interface TwoFactor {
  readonly enabled: boolean;
  readonly secretEncrypted: string | null;
  readonly setupStartedAt: Instant | null;
  readonly verifiedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  /** The newest step that was accepted: this one and older ones are replays (TFA-3). */
  readonly lastAcceptedStep: number | null;
  readonly backupCodeHashes: readonly string[];
}

export const TWO_FACTOR_OFF = {
  enabled: false,
  secretEncrypted: null,
  setupStartedAt: null,
  verifiedAt: null,
  lastUsedAt: null,
  lastAcceptedStep: null,
  backupCodeHashes: [],
} as const satisfies TwoFactor;

/** Where the account came from. Stored as sent and never interpreted (REG-16). */
export interface Signup {
  readonly guestSessionId?: string | undefined;
  readonly inviteCode?: string | undefined;
  readonly referralCode?: string | undefined;
  readonly campaign?: string | undefined;
  readonly marketingTag?: string | undefined;
  readonly referralSource?: string | undefined;
  readonly founding?: string | undefined;
}

export interface StatusRights {
  readonly logIn: boolean;
  /** Found by search, shown on public pages, and bookable. */
  readonly beListed: boolean;
  readonly createBookings: boolean;
  /** Bookings made before stay valid: they may be completed and cancelled. */
  readonly keepBookings: boolean;
  readonly sendMessages: boolean;
  readonly editProfile: boolean;
}

/** What each status allows (ACC-5). */
export const STATUS_RIGHTS = {
  active: { logIn: true, beListed: true, createBookings: true, keepBookings: true, sendMessages: true, editProfile: true },
  suspended: { logIn: true, beListed: false, createBookings: false, keepBookings: true, sendMessages: true, editProfile: true },
  deactivated: { logIn: false, beListed: false, createBookings: false, keepBookings: false, sendMessages: false, editProfile: false },
} as const satisfies Record<AccountStatus, StatusRights>;

export function statusAllows(user: Pick<User, "accountStatus">, right: keyof StatusRights): boolean {
  return STATUS_RIGHTS[user.accountStatus][right];
}

/** A student may move a lesson of an instructor who paused himself, but not of one whom an administrator suspended (ACC-5). */
export function lessonsMayMove(instructor: Pick<User, "accountStatus" | "statusReason">): boolean {
  return instructor.accountStatus === "active" || (instructor.accountStatus === "suspended" && instructor.statusReason === "self");
}

/** `isActive` on the wire: the account exists and may log in. */
export function isActive(user: Pick<User, "accountStatus">): boolean {
  return user.accountStatus !== "deactivated";
}
