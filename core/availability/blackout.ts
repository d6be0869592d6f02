import type { BlackoutId, UserId } from "../ids.ts";
import type { Instant, LocalDate } from "../time.ts";

/** A day off. */
export interface Blackout {
  readonly blackoutId: BlackoutId;
  readonly instructorId: UserId;
  readonly date: LocalDate;
  /** The instructor's own words; never shown to others. */
  readonly reason?: string;
  readonly createdAt: Instant;
}

/** A day off as its owner sees it. */
export interface BlackoutView {
  readonly blackoutId: BlackoutId;
  readonly date: LocalDate;
  readonly reason: string | null;
  readonly createdAt: Instant;
}

export function blackoutView({ blackoutId, date, reason, createdAt }: Blackout): BlackoutView {
  return { blackoutId, date, reason: reason ?? null, createdAt };
}
