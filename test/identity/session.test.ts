import { describe, expect, it } from "vitest";
import { isExpired, isLive, openSession, type Session, sessionsToEvict } from "../../core/identity/session.ts";
import { isActive, lessonsMayMove, STATUS_RIGHTS, statusAllows } from "../../core/identity/user.ts";
import { instantOf, plusHours } from "../../core/time.ts";
import { START, sessionOf } from "./make-session.ts";

describe("sessions", () => {
  const session = sessionOf("secret");
  const owner = { sessionEpoch: 0 };

  it("SES-2 slide for 7 days and end after 30", () => {
    expect(session.expiresAt).toBe(plusHours(START, 7 * 24));
    expect(session.absoluteExpiresAt).toBe(plusHours(START, 30 * 24));
  });

  it("SES-5 are live until the instant of expiry, not at it", () => {
    expect(isLive(session, owner, instantOf(Date.parse(session.expiresAt) - 1))).toBe(true);
    expect(isLive(session, owner, session.expiresAt)).toBe(false);
    const slid: Session = { ...session, expiresAt: plusHours(START, 999 * 24) };
    expect(isExpired(slid, session.absoluteExpiresAt)).toBe(true);
  });

  it("SES-5 are dead once revoked, and under any other epoch of the user, earlier or later", () => {
    expect(isLive(session, owner, START)).toBe(true);
    expect(isLive({ ...session, revokedAt: START, revokeReason: "logout" }, owner, START)).toBe(false);
    expect(isLive(session, { sessionEpoch: 1 }, START)).toBe(false);
    expect(isLive({ ...session, epoch: 2 }, { sessionEpoch: 1 }, START)).toBe(false);
  });

  it("SES-7 the 21st session evicts the least recently used one", () => {
    const sessions = Array.from({ length: 20 }, (_, index) => ({ ...session, lastUsedAt: plusHours(START, (index + 7) % 20) }));
    expect(sessionsToEvict(sessions.slice(1))).toEqual([]);
    expect(sessionsToEvict(sessions).map(({ lastUsedAt }) => lastUsedAt)).toEqual([START]);
  });

  it("keeps at most 512 characters of a user agent", () => {
    expect(openSession({ ...session, userAgent: "x".repeat(600) }, START).userAgent).toHaveLength(512);
  });
});

describe("account statuses", () => {
  it("ACC-5 a suspended person may log in, keep bookings and write, but is neither shown nor makes new bookings", () => {
    expect(STATUS_RIGHTS.suspended).toEqual({
      logIn: true,
      beListed: false,
      createBookings: false,
      keepBookings: true,
      sendMessages: true,
      editProfile: true,
    });
  });

  it("ACC-5 an active person may do everything and a deactivated one nothing", () => {
    expect(Object.values(STATUS_RIGHTS.active).every(Boolean)).toBe(true);
    expect(Object.values(STATUS_RIGHTS.deactivated).some(Boolean)).toBe(false);
    expect(statusAllows({ accountStatus: "deactivated" }, "logIn")).toBe(false);
    expect(isActive({ accountStatus: "suspended" })).toBe(true);
    expect(isActive({ accountStatus: "deactivated" })).toBe(false);
  });

  it("ACC-5 lessons move while an instructor pauses himself, not after an administrator's suspension", () => {
    expect(lessonsMayMove({ accountStatus: "suspended", statusReason: "self" })).toBe(true);
    expect(lessonsMayMove({ accountStatus: "suspended", statusReason: "admin" })).toBe(false);
    expect(lessonsMayMove({ accountStatus: "active", statusReason: null })).toBe(true);
    expect(lessonsMayMove({ accountStatus: "deactivated", statusReason: "self" })).toBe(false);
  });
});
