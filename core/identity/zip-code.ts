import type { Zone } from "../time.ts";

export const DEFAULT_ZONE: Zone = "America/New_York";

/** The first prefix of each run of ZIP codes and the zone most of it lives in (REG-5). A run ends where the next begins. */
const ZONE_RUNS: readonly (readonly [firstPrefix: string, zone: Zone])[] = [
  ["000", "America/New_York"],
  ["350", "America/Chicago"],
  ["376", "America/New_York"],
  ["380", "America/Chicago"],
  ["430", "America/New_York"],
  ["460", "America/Chicago"],
  ["470", "America/New_York"],
  ["490", "America/Chicago"],
  ["570", "America/Denver"],
  ["600", "America/Chicago"],
  ["800", "America/Denver"],
  ["835", "America/Los_Angeles"],
  ["840", "America/Denver"],
  ["850", "America/Phoenix"],
  ["870", "America/Denver"],
  ["885", DEFAULT_ZONE],
  ["889", "America/Los_Angeles"],
  ["967", "Pacific/Honolulu"],
  ["969", "America/Los_Angeles"],
  ["995", "America/Anchorage"],
];

export function isZipCode(text: string): boolean {
  return /^\d{5}$/.test(text);
}

export function zoneOfZip(zipCode: string): Zone {
  const run = ZONE_RUNS.findLast(([firstPrefix]) => firstPrefix <= zipCode.slice(0, 3));
  return run?.[1] ?? DEFAULT_ZONE;
}
