import type { SessionId, UserId } from "../ids.ts";
import type { Role } from "./roles.ts";
import type { AccountStatus } from "./user.ts";

/** What this part publishes (identity 6). */
export interface IdentityEvents {
  readonly "user.registered": {
    readonly userId: UserId;
    readonly role: Role;
    readonly zipCode: string;
    readonly referralCode?: string;
    readonly inviteCode?: string;
  };
  readonly "user.status_changed": {
    readonly userId: UserId;
    readonly role: Role;
    readonly from: AccountStatus;
    readonly to: AccountStatus;
    readonly reason: string;
    readonly by: UserId | "system";
    readonly reasonCode?: string;
    /** Of an administrator's suspension (ACC-7). */
    readonly cancelFutureBookings?: boolean;
  };
  readonly "user.erased": { readonly userId: UserId; readonly mode: "delete_account" | "anonymize" };
  readonly "user.updated": { readonly userId: UserId; readonly fields: readonly string[] };
  readonly "user.logged_in": { readonly userId: UserId; readonly newDevice: boolean };
  readonly "session.ended": { readonly userId: UserId; readonly sessionIds: readonly SessionId[] | "all" };
  readonly "session.reuse_detected": { readonly userId: UserId; readonly sessionId: SessionId };
}
