import { ulid } from "ulid";
import { type Instant, toMilliseconds } from "./time.ts";

/** A prefixed ULID. The prefix is part of the type, so swapping two kinds of id does not compile. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

export type UserId = Id<"usr">;
export type SessionId = Id<"ses">;
export type BookingId = Id<"bkg">;
export type InstructorServiceId = Id<"isv">;
export type ServiceId = Id<"svc">;
export type CategoryId = Id<"cat">;
export type SubcategoryId = Id<"sub">;
export type PlaceId = Id<"plc">;
export type BlackoutId = Id<"blk">;
export type RangeJobId = Id<"rjb">;
export type PatternId = Id<"pat">;
export type EventId = Id<"evt">;
export type AuditId = Id<"aud">;
export type MovementId = Id<"mov">;
export type NoShowReportId = Id<"nsr">;
export type BookingDisputeId = Id<"bdp">;
export type LifecycleEventId = Id<"lce">;

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** A fresh id whose time part is `now`, so that ids of one kind sort by creation. */
export function newId<Prefix extends string>(prefix: Prefix, now: Instant): Id<Prefix> {
  return `${prefix}_${newUlid(now)}`;
}

/** A ULID whose time part is `now`. */
export function newUlid(now: Instant): string {
  return ulid(toMilliseconds(now), randomFraction);
}

// The library asks the system for each of the sixteen random characters alone, fifty times the cost of the rest.
const randomBytes = new Uint8Array(1_024);
let unused = 0;

function randomFraction(): number {
  if (unused === 0) {
    crypto.getRandomValues(randomBytes);
    unused = randomBytes.length;
  }
  unused -= 1;
  return (randomBytes[unused] ?? 0) / 256;
}

export function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.startsWith(`${prefix}_`) && ULID.test(text.slice(prefix.length + 1));
}
