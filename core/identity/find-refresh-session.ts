import { sessionKey, sessionOwnerKey, userKey } from "../table/keys.ts";
import { read, readAll } from "../table/read.ts";
import { refreshKeyNamed } from "./refresh-keys.ts";
import { parseRefreshToken } from "./refresh-token.ts";
import type { Session, Transport } from "./session.ts";
import type { User } from "./user.ts";

/** What a presented refresh token names, and what its secret is judged with. */
export interface RefreshSession {
  readonly session: Session;
  /** Absent once the account is gone. */
  readonly user: User | undefined;
  readonly secret: string;
  readonly refreshKey: string;
}

/**
 * The session a refresh token names. Nothing when the token is malformed or the session unknown, when its secrets travel another way
 * (SES-8), and when its key was taken out of use: nobody can tell any more whether the secret is one of its own.
 */
export async function findRefreshSession(token: string, transport: Transport): Promise<RefreshSession | undefined> {
  const parsed = parseRefreshToken(token);
  if (!parsed) return undefined;
  const owner = await read(sessionOwnerKey(parsed.sessionId));
  if (!owner) return undefined;
  const [session, user] = await readAll([sessionKey(owner.userId, parsed.sessionId), userKey(owner.userId)]);
  if (!session || session.transport !== transport) return undefined;
  const refreshKey = await refreshKeyNamed(session.refreshKeyId);
  return refreshKey && { session, user, secret: parsed.secret, refreshKey: refreshKey.key };
}
