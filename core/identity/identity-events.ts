import type { SessionId, UserId } from "../ids.ts";
import type { Role } from "./roles.ts";

/** What this part publishes (identity 6). */
export interface IdentityEvents {
  readonly "user.registered": {
    readonly userId: UserId;
    readonly role: Role;
    readonly zipCode: string;
    readonly referralCode?: string;
    readonly inviteCode?: string;
  };
  readonly "user.updated": { readonly userId: UserId; readonly fields: readonly string[] };
  readonly "user.logged_in": { readonly userId: UserId; readonly newDevice: boolean };
  readonly "session.ended": { readonly userId: UserId; readonly sessionIds: readonly SessionId[] | "all" };
  readonly "session.reuse_detected": { readonly userId: UserId; readonly sessionId: SessionId };
}
