import { describe, expect, it } from "vitest";
import {
  type BetaCaller,
  type BetaPhase,
  betaHeaders,
  gatesStand,
  instructorGate,
  marketplaceGate,
  needsInvite,
  OPEN_MARKETPLACE,
} from "../../core/identity/beta-gates.ts";
import { codeOfMarker, INVITE_ALPHABET, inviteMarker, joinLink, newInviteCode, welcomeLink } from "../../core/identity/invite-code.ts";
import vectors from "../vectors/identity-beta.json" with { type: "json" };

describe("the beta gates", () => {
  for (const { betaDisabled, betaPhase, callerGrant, marketplaceGate: market, instructorGate: instructor } of vectors.gates) {
    const phase = betaDisabled ? "disabled" : betaPhase;
    const settings = { betaDisabled, betaPhase: phaseOf(betaPhase), allowSignupWithoutInvite: false };
    it(`BETA-2 ${phase}: the marketplace answers ${market} to ${callerGrant}`, () => {
      expect(marketplaceGate(settings, callerOf(callerGrant))?.code ?? "pass").toBe(market);
    });
    if (instructor === null) continue;
    it(`BETA-3 ${phase}: the instructors' side answers ${instructor} to ${callerGrant}`, () => {
      expect(instructorGate(settings, callerOf(callerGrant))?.code ?? "pass").toBe(instructor);
    });
  }

  it("BETA-1 stand in prod, never in preview, and for automated tests only when asked for", () => {
    expect(gatesStand("prod", true, undefined)).toBe(true);
    expect(gatesStand("preview", false, "1")).toBe(false);
    expect(gatesStand("local", true, undefined)).toBe(false);
    expect(gatesStand("local", true, "1")).toBe(true);
    expect(gatesStand("local", false, undefined)).toBe(true);
  });

  for (const { role, inviteRequired, betaDisabled, betaPhase, allowSignupWithoutInvite } of vectors.signup) {
    const phase = betaDisabled ? "disabled" : `${betaPhase}${allowSignupWithoutInvite ? ", open sign-up" : ""}`;
    it(`BETA-5 ${phase}: a ${role} ${inviteRequired ? "needs an invite" : "needs no invite"}`, () => {
      const settings = { betaDisabled, betaPhase: phaseOf(betaPhase), allowSignupWithoutInvite };
      expect(needsInvite(settings, role === "instructor" ? "instructor" : "student")).toBe(inviteRequired);
    });
  }

  for (const { headers, betaDisabled, betaPhase, allowSignupWithoutInvite } of vectors.headers) {
    it(`BETA-4 ${betaDisabled ? "disabled" : betaPhase} is told by ${JSON.stringify(headers)}`, () => {
      expect(betaHeaders({ betaDisabled, betaPhase: phaseOf(betaPhase), allowSignupWithoutInvite })).toEqual(headers);
    });
  }

  it("BETA-4 says so where the settings cannot be read", () => {
    expect(betaHeaders(undefined)).toMatchObject({ "x-beta-phase": "unknown" });
  });

  it("BETA-2 BETA-3 BETA-5 the open marketplace refuses nobody", () => {
    expect(marketplaceGate(OPEN_MARKETPLACE, {})).toBeUndefined();
    expect(instructorGate(OPEN_MARKETPLACE, { role: "instructor" })).toBeUndefined();
    expect(needsInvite(OPEN_MARKETPLACE, "instructor")).toBe(false);
  });
});

describe("invite codes", () => {
  it("BETA-7 have eight of the 31 symbols", () => {
    expect(INVITE_ALPHABET).toBe(vectors.codeAlphabet);
    expect(newInviteCode()).toMatch(new RegExp(`^[${vectors.codeAlphabet}]{${vectors.codeLength}}$`));
  });

  for (const { secret, code, marker } of vectors.markers) {
    it(`BETA-8 marks ${code} as ${marker}`, () => expect(inviteMarker(secret, code)).toBe(marker));
  }

  it("BETA-8 reads a code only from a marker that we signed", () => {
    const marker = inviteMarker("test-invite-secret", "ABCD2345");
    expect(codeOfMarker("test-invite-secret", marker)).toBe("ABCD2345");
    expect(codeOfMarker("another secret", marker)).toBeUndefined();
    expect(codeOfMarker("test-invite-secret", marker.replace("ABCD", "ABCE"))).toBeUndefined();
    expect(codeOfMarker("test-invite-secret", "")).toBeUndefined();
  });

  for (const { code, email, joinUrl, welcomeUrl } of vectors.links) {
    it(`BETA-11 sends ${email} to the pages of the invite`, () => {
      expect(joinLink("https://instainstru.example", code)).toBe(joinUrl);
      expect(welcomeLink("https://app.instainstru.example", code, email)).toBe(welcomeUrl);
    });
  }
});

function phaseOf(text: string): BetaPhase {
  if (text === "instructor_only" || text === "alpha") return text;
  return "open_beta";
}

function callerOf(grant: string): BetaCaller {
  if (grant === "admin") return { role: "admin" };
  if (grant === "student" || grant === "instructor") return { role: grant, accessRole: grant };
  return grant === "none" ? { role: "student" } : {};
}
