import { describe, expect, it } from "vitest";
import { readClock } from "../../core/clients/clock.ts";
import { verifyAccessToken } from "../../core/identity/access-token.ts";
import { tokenTrust } from "../../core/identity/token-keys.ts";
import type { UserId } from "../../core/ids.ts";
import * as getMe from "../../functions/identity/get-me.ts";
import * as registerUser from "../../functions/identity/register-user.ts";
import { type Call, invoke } from "../support/invoke.ts";
import { logLinesOf } from "../support/log-lines.ts";
import { freshIp, registeredInstructor, registeredStudent, registrationBody } from "../support/people.ts";
import { type StoredItem, useTable } from "../support/table.ts";

const table = useTable();
const TOKENS_IN_BODY = { "x-auth-transport": "token" };

describe("registerUser", () => {
  it("REG-11 REG-15 makes the account and signs it in", async () => {
    const { answer, email, userId } = await registeredStudent({ email: " Ada.First@Example.COM " });
    expect(email).not.toBe(answer.user.email);
    expect(answer).toMatchObject({
      user: { id: userId, email: "ada.first@example.com", roles: ["student"], emailVerified: false, accountStatus: "active", beta: null },
      tokenType: "Bearer",
      expiresIn: 3_600,
      refreshToken: expect.stringMatching(/^ses_/),
      referral: { attributed: false, reason: null },
    });
    expect((await invoke(getMe, { token: answer.accessToken })).body).toEqual(answer.user);
  });

  it("REG-11 writes user, e-mail marker, session, its owner and the event together", async () => {
    const { userId, answer } = await registeredStudent({ zipCode: "60601" });
    const types = typesOf(await itemsAbout(userId));
    expect(types).toEqual(["audit-entry", "email", "event", "session", "session-owner", "user"]);
    const event = (await itemsAbout(userId)).find((item) => item.type === "event");
    expect(event).toMatchObject({ eventType: "user.registered", data: { userId, role: "student", zipCode: "60601" } });
    expect(answer.user.timezone).toBe("America/Chicago");
  });

  it("REG-12 INS-2 an instructor begins with profile, calendar, area, commission and the first stage of the way", async () => {
    const { userId } = await registeredInstructor({ firstName: "Maya", zipCode: "11201" });
    const items = await table.partition(`INSTRUCTOR#${userId}`);
    expect(typesOf(items)).toEqual(["calendar-settings", "commission", "instructor-profile", "lifecycle-event", "service-areas"]);
    expect(items.find((item) => item.type === "instructor-profile")).toMatchObject({
      bio: "Maya is a New York-based instructor.",
      bioIsDefault: true,
      yearsExperience: 0,
      minAdvanceBookingHours: 1,
      isLive: false,
      offlineReason: "never_live",
    });
    expect(items.find((item) => item.type === "calendar-settings")).toMatchObject({ bufferMinutes: 15, timezone: "America/New_York" });
    expect(items.find((item) => item.type === "service-areas")).toMatchObject({
      neighborhoodKeys: [expect.stringMatching(/^nyc-brooklyn-/)],
    });
    expect(items.find((item) => item.type === "lifecycle-event")).toMatchObject({ stage: "registered" });
  });

  it("REG-10 REG-11 of two registrations of one address at once one wins, and the other leaves nothing", async () => {
    const body = { ...registrationBody(), role: "instructor" };
    const replies = await Promise.all([register(body), register({ ...body, email: body.email.toUpperCase() })]);
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, 409]);
    const refused = replies.find((reply) => reply.status === 409);
    expect(refused?.problem.code).toBe("EMAIL_ALREADY_REGISTERED");
    const users = (await table.items()).filter((item) => item.type === "user" && item.email === body.email);
    expect(users).toHaveLength(1);
    const profiles = (await table.items()).filter((item) => item.type === "instructor-profile");
    const owners = new Set((await table.items()).filter((item) => item.type === "user").map((item) => item.userId));
    expect(profiles.every((profile) => owners.has(profile.instructorId))).toBe(true);
  });

  it("REG-10 refuses an address that is registered, in whatever case", async () => {
    const { email } = await registeredStudent();
    expect((await register({ ...registrationBody(), email: email.toUpperCase() })).problem).toMatchObject({
      status: 409,
      code: "EMAIL_ALREADY_REGISTERED",
    });
  });

  it("REG-1 takes students and instructors only", async () => {
    for (const role of ["admin", "Student", "owner"]) {
      expect((await register({ ...registrationBody(), role })).problem).toMatchObject({ status: 422, code: "ROLE_NOT_ALLOWED" });
    }
    expect((await register(registrationBody())).body.user.roles).toEqual(["student"]);
  });

  it("REG-4 takes instructors from New York City and students from anywhere", async () => {
    const body = { ...registrationBody(), zipCode: "90210" };
    expect((await register({ ...body, role: "instructor" })).problem.code).toBe("ZIP_OUTSIDE_SERVICE_AREA");
    expect((await register(body)).body.user.timezone).toBe("America/Los_Angeles");
    expect((await register({ ...registrationBody(), zipCode: "1000" })).problem.errors).toMatchObject([{ field: "/zipCode" }]);
  });

  it("REG-3 REG-6 stores names and numbers in their normal form", async () => {
    const { answer } = await registeredStudent({ firstName: "  Ada ", phone: "(212) 555-0123" });
    expect(answer.user).toMatchObject({ firstName: "Ada", phone: "+12125550123" });
    const refused = await register({ ...registrationBody(), firstName: "<b>", phone: "555-0123" });
    expect(refused.problem.errors?.map((error) => error.field).toSorted()).toEqual(["/firstName", "/phone"]);
  });

  it("REG-3 refuses a name of blanks that only Unicode knows", async () => {
    const refused = await register({ ...registrationBody(), lastName: "\u00a0" });
    expect(refused.problem).toMatchObject({ status: 422, errors: [{ field: "/lastName", code: "BAD_FORMAT" }] });
  });

  it("REG-7 PWD-1 names everything that is wrong with a password", async () => {
    const { problem } = await register({ ...registrationBody(), password: "short" });
    expect(problem).toMatchObject({ status: 422, code: "VALIDATION_FAILED" });
    expect(problem.errors?.map((error) => error.code)).toEqual(["PASSWORD_TOO_SHORT", "PASSWORD_NEEDS_UPPERCASE", "PASSWORD_NEEDS_DIGIT"]);
    expect(problem.errors?.every((error) => error.field === "/password")).toBe(true);
  });

  it("REG-8 needs the terms to be accepted and remembers which", async () => {
    for (const acceptTerms of [false, undefined]) {
      expect((await register({ ...registrationBody(), acceptTerms })).problem).toMatchObject({ status: 422, code: "TERMS_NOT_ACCEPTED" });
    }
    const { userId } = await registeredStudent();
    const [user] = (await table.partition(`USER#${userId}`)).filter((item) => item.type === "user");
    expect(user).toMatchObject({ termsAcceptedAt: user?.createdAt, termsVersion: expect.stringMatching(/./) });
  });

  it("REG-16 refuses unknown fields and keeps metadata as it was sent", async () => {
    for (const unknown of [{ timezone: "Europe/Paris" }, { isAdmin: true }, { metadata: { colour: "red" } }]) {
      expect((await register({ ...registrationBody(), ...unknown })).problem.errors).toMatchObject([{ code: "UNKNOWN_FIELD" }]);
    }
    const metadata = { campaign: "spring", marketingTag: "a", referralSource: "radio", founding: "yes" };
    const { userId } = await registeredStudent({ metadata, guestSessionId: "gst_1" });
    const [user] = (await table.partition(`USER#${userId}`)).filter((item) => item.type === "user");
    expect(user?.signup).toEqual({ ...metadata, guestSessionId: "gst_1" });
    const long = { ...registrationBody(), metadata: { campaign: "x".repeat(201) } };
    expect((await register(long)).problem.errors).toMatchObject([{ field: "/metadata/campaign", code: "TOO_LONG" }]);
  });

  it("REG-13 takes the guest from the body, else from the cookie", async () => {
    const fromCookie = await register(registrationBody(), { cookie: "guest_id=gst_cookie" });
    const fromBody = await register({ ...registrationBody(), guestSessionId: "gst_body" }, { cookie: "guest_id=gst_cookie" });
    const fromBadCookie = await register(registrationBody(), { cookie: "guest_id=no.guest" });
    const guests = await Promise.all([fromCookie, fromBody, fromBadCookie].map((reply) => signupOf(reply.body.user.id)));
    expect(guests).toEqual([{ guestSessionId: "gst_cookie" }, { guestSessionId: "gst_body" }, {}]);
  });

  it("BETA-5 ignores an invite that is not needed, and attributes no referral yet", async () => {
    const { answer } = await registeredStudent({ inviteCode: "ABCD2345", referralCode: "ADA-10" });
    expect(answer.referral).toEqual({ attributed: false, reason: "REFERRALS_DISABLED" });
  });

  it("SES-8 sets cookies for browsers and answers them no refresh token", async () => {
    const reply = await invoke(registerUser, { body: registrationBody(), sourceIp: freshIp() });
    expect(reply.body.refreshToken).toBeNull();
    expect(reply.headers.location).toBe("/api/v1/auth/me");
    expect(reply.cookies).toEqual([
      expect.stringMatching(/^sid=eyJ[^;]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^rid=ses_[^;]+; Path=\/api\/v1\/auth; Max-Age=604800; HttpOnly; SameSite=Lax$/),
    ]);
    expect((await register(registrationBody())).cookies).toEqual([]);
  });

  it("SES-1 the access token says who, which session and which role, and nothing personal", async () => {
    const { token, userId, email } = await registeredInstructor();
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    expect(Object.keys(claims).toSorted()).toEqual(["aud", "exp", "iat", "iss", "jti", "role", "sid", "sub", "typ"]);
    expect(claims).toMatchObject({ sub: userId, role: "instructor", typ: "access", aud: "local", exp: claims.iat + 3_600 });
    expect(JSON.stringify(claims)).not.toContain(email);
    expect(await verifyAccessToken(token, await tokenTrust(), readClock())).toMatchObject({ userId });
  });

  it("SEC-8 SES-2 neither the log nor the table ever holds the password or a token", async () => {
    const body = registrationBody();
    let answer = { accessToken: "", refreshToken: "" };
    const log = await logLinesOf(async () => {
      const { accessToken, refreshToken } = (await register(body)).body;
      answer = { accessToken, refreshToken: refreshToken ?? "" };
    });
    expect(log).toContain("registerUser");
    const [, refreshSecret = ""] = answer.refreshToken.split(".");
    const stored = JSON.stringify(await table.items());
    for (const secret of [body.password, answer.accessToken, refreshSecret]) {
      expect(log).not.toContain(secret);
      expect(stored).not.toContain(secret);
    }
    expect(log).not.toContain(body.email);
  });

  it("lets one address register ten times an hour", async () => {
    const sourceIp = freshIp();
    const refused = { ...registrationBody(), acceptTerms: false };
    for (let call = 0; call < 10; call++) expect((await invoke(registerUser, { body: refused, sourceIp })).status).toBe(422);
    expect((await invoke(registerUser, { body: registrationBody(), sourceIp })).problem).toMatchObject({
      status: 429,
      code: "RATE_LIMIT_EXCEEDED",
      policy: "register",
    });
  });
});

function register(body: Readonly<Record<string, unknown>>, headers: Call["headers"] = {}) {
  return invoke(registerUser, { body, headers: { ...TOKENS_IN_BODY, ...headers }, sourceIp: freshIp() });
}

async function signupOf(userId: UserId): Promise<unknown> {
  return (await table.partition(`USER#${userId}`)).find((item) => item.type === "user")?.signup;
}

async function itemsAbout(userId: UserId): Promise<StoredItem[]> {
  return (await table.items()).filter((item) => JSON.stringify(item).includes(userId));
}

function typesOf(items: readonly StoredItem[]): unknown[] {
  return items.map((item) => item.type).toSorted();
}
