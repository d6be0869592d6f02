import type { Instant } from "../../core/time.ts";

/** The vectors leave out the milliseconds that our instants carry, and write null where our entities have no member. */
export function instant(text: string): Instant {
  return new Date(text).toISOString() as Instant;
}

/** A copy without members that are null, at any depth. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, withoutNulls(member)]])));
}

/** Runs what must be refused, and gives the refusal. */
export function refusalOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
