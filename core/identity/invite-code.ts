import { createHmac, randomInt } from "node:crypto";
import { equalSecrets } from "./secret-hash.ts";

/** Without I, L, O, 0 and 1, which people mix up when they type a code from paper. */
export const INVITE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LENGTH = 8;

export function newInviteCode(): string {
  return Array.from({ length: LENGTH }, () => INVITE_ALPHABET[randomInt(INVITE_ALPHABET.length)]).join("");
}

export function normalizeInviteCode(input: string): string {
  return input.trim().toUpperCase();
}

/** The value of the invite cookie: the code, and proof that we have seen it valid (BETA-8). */
export function inviteMarker(inviteSecret: string, code: string): string {
  const normal = normalizeInviteCode(code);
  const signature = createHmac("sha256", inviteSecret).update(normal).digest().subarray(0, 18).toString("base64url");
  return `${normal}.${signature}`;
}

/** The code of an invite cookie that we signed, or nothing. */
export function codeOfMarker(inviteSecret: string, marker: string): string | undefined {
  const [code = ""] = marker.split(".");
  return equalSecrets(inviteMarker(inviteSecret, code), marker) ? code : undefined;
}

/** Where an invite mail sends its reader (BETA-11). */
export function joinLink(inviteBaseUrl: string, code: string): string {
  const query = new URLSearchParams({
    token: code,
    utm_source: "email",
    utm_medium: "invite",
    utm_campaign: "founding_instructor",
  });
  return `${inviteBaseUrl}/invite/claim?${query}`;
}

export function welcomeLink(frontendUrl: string, code: string, email: string): string {
  return `${frontendUrl}/instructor/welcome?${new URLSearchParams({ invite_code: code, email })}`;
}
