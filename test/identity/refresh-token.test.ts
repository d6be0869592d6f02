import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ageOfSecret,
  formatRefreshToken,
  judgeRefresh,
  newRefreshSecret,
  nextRefreshSecret,
  parseRefreshToken,
} from "../../core/identity/refresh-token.ts";
import { hashSecret } from "../../core/identity/secret-hash.ts";
import type { Session } from "../../core/identity/session.ts";
import { type Instant, plusHours, plusMilliseconds } from "../../core/time.ts";
import { START, sessionOf } from "./make-session.ts";

const KEY = "a refresh key of the stage";
const OWNER = { sessionEpoch: 0 };
const { sessionId } = sessionOf("");

describe("refresh tokens", () => {
  it("SES-2 are the session and 32 random bytes, and read back as written", () => {
    const token = { sessionId, secret: newRefreshSecret() };
    expect(token.secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(parseRefreshToken(formatRefreshToken(token))).toEqual(token);
  });

  it("SES-4 anything else is malformed", () => {
    const secret = "a".repeat(43);
    const malformed = ["", sessionId, `${sessionId}.`, `${sessionId}.short`, `usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4.${secret}`];
    expect(
      [...malformed, `${sessionId}.${secret}.x`, `${sessionId}.${secret}=`].map(parseRefreshToken).every((token) => token === undefined),
    ).toBe(true);
  });
});

describe("the derivation", () => {
  it("SES-3 gives every holder of a secret the same next one, and holders of others another", () => {
    const next = nextRefreshSecret(KEY, { sessionId, secret: "a" });
    expect(next).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(nextRefreshSecret(KEY, { sessionId, secret: "a" })).toBe(next);
    expect(nextRefreshSecret(KEY, { sessionId, secret: "b" })).not.toBe(next);
    expect(nextRefreshSecret("another key", { sessionId, secret: "a" })).not.toBe(next);
  });

  it("SES-4 places any secret of a session's history as a list of all its secrets would", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.nat({ max: 40 }), fc.string(), (rotations, back, stranger) => {
        const history = secretsOf("first", rotations);
        const session: Session = { ...sessionOf(""), refreshHash: hashSecret(history.at(-1) ?? "") };
        const presented = history.at(-1 - back) ?? stranger;
        const steps = history.toReversed().indexOf(presented);
        const expected = steps < 0 ? "unknown" : steps === 0 ? "current" : steps === 1 ? "previous" : "older";
        expect(ageOfSecret(session, presented, KEY)).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("SES-4 follows a thousand steps and not one more", () => {
    const history = secretsOf("first", 1_001);
    const session: Session = { ...sessionOf(""), refreshHash: hashSecret(history.at(-1) ?? "") };
    expect(ageOfSecret(session, history[1] ?? "", KEY)).toBe("older");
    expect(ageOfSecret(session, history[0] ?? "", KEY)).toBe("unknown");
  });
});

describe("a refresh", () => {
  const first = "first secret";
  const second = nextRefreshSecret(KEY, { sessionId, secret: first });
  const third = nextRefreshSecret(KEY, { sessionId, secret: second });

  it("SES-3 SES-4 follows the worked example: rotation, the same answer again, no rotation, reuse", () => {
    const session = rotated(sessionOf(first), first, START);
    expect(judge(session, first, 6)).toEqual({ kind: "repeat", nextSecret: second });
    expect(judge(session, second, 8)).toEqual({ kind: "access_only" });
    expect(judge(session, `${second.slice(0, -1)}_`, 9)).toEqual({ kind: "unknown" });
    expect(judge(session, first, 11)).toEqual({ kind: "reused" });
  });

  it("SES-3 of two callers with one secret, the one that loses the race gets the same next secret by the grace rule", () => {
    const session = rotated(sessionOf(first), first, START);
    const winner = judge(session, second, 3_600);
    expect(winner).toMatchObject({ kind: "rotate", nextSecret: third });
    const after = winner.kind === "rotate" ? winner.session : session;
    expect(judge(after, second, 3_600)).toEqual({ kind: "repeat", nextSecret: third });
  });

  it("SES-4 a session rotates at its first refresh, however young it is", () => {
    expect(judge(sessionOf(first), first, 1)).toMatchObject({ kind: "rotate" });
  });

  it("SES-4 the grace lasts ten seconds, to the millisecond", () => {
    const session = rotated(sessionOf(first), first, START);
    expect(judge(session, first, 10).kind).toBe("repeat");
    expect(judge(session, first, 10.001).kind).toBe("reused");
    expect(judge(session, second, 10).kind).toBe("access_only");
    expect(judge(session, second, 10.001).kind).toBe("rotate");
  });

  it("SES-4 a secret from before the previous one is reuse, even within the ten seconds", () => {
    const once = rotated(sessionOf(first), first, START);
    const twice = rotated(once, second, plusMilliseconds(START, 20_000));
    expect(judge(twice, first, 21)).toEqual({ kind: "reused" });
  });

  it("SES-4 an expired session says so even when it was revoked as well; otherwise a dead one is revoked", () => {
    const revoked: Session = { ...sessionOf(first), revokedAt: START, revokeReason: "logout" };
    expect(judge(revoked, first, 1)).toEqual({ kind: "revoked" });
    expect(judgeRefresh(sessionOf(first), { sessionEpoch: 1 }, first, KEY, START)).toEqual({ kind: "revoked" });
    expect(judge(revoked, first, 7 * 86_400)).toEqual({ kind: "expired" });
  });

  it("SES-2 a rotation extends the session by 7 days, but never beyond its 30", () => {
    const daily = Array.from({ length: 29 }, (_, day) => plusHours(START, (day + 1) * 24));
    let session = sessionOf(first);
    for (const [day, now] of daily.entries()) session = rotated(session, secretsOf(first, day).at(-1) ?? "", now);
    expect(session.expiresAt).toBe(session.absoluteExpiresAt);
    expect(session.lastRotatedAt).toBe(daily.at(-1));
  });
});

function judge(session: Session, presented: string, afterSeconds: number) {
  return judgeRefresh(session, OWNER, presented, KEY, plusMilliseconds(START, afterSeconds * 1_000));
}

function rotated(session: Session, presented: string, now: Instant): Session {
  const verdict = judgeRefresh(session, OWNER, presented, KEY, now);
  if (verdict.kind !== "rotate") throw new Error(`expected a rotation, not ${verdict.kind}`);
  return verdict.session;
}

/** The first secret and all that were rotated in after it. */
function secretsOf(first: string, rotations: number): string[] {
  const secrets = [first];
  for (let step = 0; step < rotations; step += 1) secrets.push(nextRefreshSecret(KEY, { sessionId, secret: secrets.at(-1) ?? "" }));
  return secrets;
}
