import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { auditAfterwards } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { sessionKey, userKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { readAccessToken } from "./access-token.ts";
import { endSessionWrites } from "./end-session.ts";
import { findRefreshSession } from "./find-refresh-session.ts";
import { asMember } from "./member.ts";
import { ageOfSecret } from "./refresh-token.ts";
import { isLive, type Session, type Transport } from "./session.ts";
import { tokenTrust } from "./token-keys.ts";
import type { User } from "./user.ts";

/** Whatever the caller holds of a session; all of it may be missing, bad or long over. */
export interface HeldTokens {
  readonly accessToken: string | undefined;
  readonly refreshToken: string | undefined;
  readonly transport: Transport;
}

/** Ends the session that the tokens prove to be the caller's, if there is one (SES-10). It never refuses: whoever wants out is out. */
export async function logOut(ctx: Context, held: HeldTokens): Promise<void> {
  await untilCommitted(() => tryLogOut(ctx, held));
}

async function tryLogOut(ctx: Context, held: HeldTokens): Promise<void> {
  const { user, session } = (await ofAccessToken(held)) ?? (await ofRefreshToken(held)) ?? {};
  if (!user || !session || !isLive(session, user, ctx.now)) return;
  const { userId, sessionId } = session;
  await commit(endSessionWrites(ctx, [session], "logout"));
  await auditAfterwards(asMember(ctx, user, sessionId), { action: "user.logout", entityType: "user", entityId: userId });
}

interface Held {
  readonly user: User | undefined;
  readonly session: Session | undefined;
}

async function ofAccessToken({ accessToken }: HeldTokens): Promise<Held | undefined> {
  if (accessToken === undefined) return undefined;
  try {
    const { userId, sessionId } = await readAccessToken(accessToken, await tokenTrust());
    const [user, session] = await readAll([userKey(userId), sessionKey(userId, sessionId)]);
    return { user, session };
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** An older secret proves nothing: it may be the one that was stolen. */
async function ofRefreshToken({ refreshToken, transport }: HeldTokens): Promise<Held | undefined> {
  const found = refreshToken === undefined ? undefined : await findRefreshSession(refreshToken, transport);
  if (!found) return undefined;
  const age = ageOfSecret(found.session, found.secret, found.refreshKey);
  return age === "current" || age === "previous" ? found : undefined;
}
