import type { UserId } from "../ids.ts";
import type { LocalDate } from "../time.ts";

/** What changed the hours or days off. */
export type DayChangeCause =
  | "week_saved"
  | "week_copied"
  | "range_applied"
  | "window_changed"
  | "blackout_added"
  | "blackout_removed"
  | "pattern_extended";

/** The facts this part publishes. Claims and releases publish none: the booking's event says it (AV-63). */
export interface AvailabilityEvents {
  "availability.day_changed": {
    readonly instructorId: UserId;
    /** Today and later only; a change of past dates alone publishes nothing. */
    readonly dates: readonly LocalDate[];
    readonly cause: DayChangeCause;
    /** The new version of each week touched, by its Monday. */
    readonly versions: Readonly<Record<LocalDate, string>>;
  };
  "availability.settings_changed": {
    readonly instructorId: UserId;
    readonly version: number;
    readonly timezoneChanged: boolean;
  };
}
