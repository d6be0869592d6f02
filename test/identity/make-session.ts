import { hashSecret } from "../../core/identity/secret-hash.ts";
import { openSession, type Session } from "../../core/identity/session.ts";
import { instantOf } from "../../core/time.ts";

export const START = instantOf(Date.UTC(2026, 2, 1, 10));

/** A fresh session that was opened at START with the refresh secret. */
export function sessionOf(secret: string): Session {
  return openSession(
    {
      sessionId: "ses_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      userId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      refreshHash: hashSecret(secret),
      refreshKeyId: "r1",
      epoch: 0,
      transport: "token",
      deviceName: "Chrome on macOS",
      userAgent: "Chrome",
      ip: "203.0.113.7",
      via: "password",
    },
    START,
  );
}
