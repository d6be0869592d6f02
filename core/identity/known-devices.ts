import { hashSecret } from "./secret-hash.ts";

/** What is stored per user; the version makes two logins at once remember both devices. */
export interface KnownDevices {
  readonly fingerprints: readonly string[];
  readonly version: number;
}

export const MAX_KNOWN_DEVICES = 10;

/** Recognises a device without storing its address or user agent (LOG-7). */
export function loginFingerprint(ip: string, userAgent: string): string {
  return hashSecret(`${ip}:${userAgent}`).slice(0, 16);
}

/** The fingerprints with this one remembered, newest last; the oldest gives way (LOG-7). */
export function rememberDevice(fingerprints: readonly string[], fingerprint: string): readonly string[] {
  if (fingerprints.includes(fingerprint)) return fingerprints;
  return [...fingerprints, fingerprint].slice(-MAX_KNOWN_DEVICES);
}

/** Which guard counts an attempt (LOG-2). A device the account knows has its own, so a stranger cannot lock the owner out. */
export function loginGuardName(email: string, fingerprint: string, knownFingerprints: readonly string[]): string {
  return knownFingerprints.includes(fingerprint) ? `${email}|${fingerprint}` : email;
}
