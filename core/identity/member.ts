import type { Context, Member } from "../context.ts";
import type { SessionId } from "../ids.ts";
import { effectivePermissions } from "./roles.ts";
import type { User } from "./user.ts";

/** A user as the caller of a request of one of their sessions. */
export function memberOf(user: User, sessionId: SessionId): Member {
  const { userId, role, permissionOverrides } = user;
  return { kind: "member", userId, role, permissions: effectivePermissions(role, permissionOverrides), sessionId };
}

/** The context of a caller who was a stranger until the operation found out who it is, for the audit entry of that (AUD-1). */
export function asMember(ctx: Context, user: User, sessionId: SessionId): Context<Member> {
  return { ...ctx, principal: memberOf(user, sessionId) };
}
