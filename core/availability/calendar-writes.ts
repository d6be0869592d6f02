import type { Instant, LocalDate } from "../time.ts";
import type { SlotBitmap } from "./slot-bitmap.ts";

/** The taken time of one day as it shall become, if the day still has the revision that was read. */
export interface TakenTimeUpdate {
  readonly date: LocalDate;
  /** 0 = there must be no item yet. */
  readonly ifRevision: number;
  readonly busy: SlotBitmap;
  readonly busyTravel: SlotBitmap;
  readonly revision: number;
  /** True once a lesson has been claimed on the day. */
  readonly everBooked: boolean;
}

/** A day that was looked at and must not have changed. */
export interface DayCheck {
  readonly date: LocalDate;
  /** 0 = there must be no item yet. */
  readonly revision: number;
}

/** The settings that were looked at must not have changed, and their zone must not be locked (AV-58). */
export interface SettingsCheck {
  /** 0 = there must be no item yet. */
  readonly version: number;
  /** No `zoneLockUntil` may lie after it. */
  readonly unlockedAt: Instant;
}

/** What a claim, release or move asks its caller to put into the own transaction, at most five items (AV-63). */
export interface CalendarWrites {
  readonly ok: true;
  readonly updates: readonly TakenTimeUpdate[];
  readonly checks: readonly DayCheck[];
  readonly settings?: SettingsCheck;
}

/** The stored time is not what the bookings say. An alarm, never an answer: nothing may be written (AV-59). */
export interface ReleaseMismatch {
  readonly ok: false;
  readonly reason: "RELEASE_MISMATCH";
  readonly details: { readonly date: LocalDate };
}
