import {
  AVAILABILITY_BUSY,
  DATE_IN_PAST,
  DATE_TOO_FAR,
  EMPTY_WINDOW,
  TIME_NOT_ALIGNED,
  WINDOW_OVERLAP,
} from "../../core/availability/availability-errors.ts";

/** What can be wrong with a window that is opened or changed, and the race that a write can lose. */
export const WINDOW_PROBLEMS = [TIME_NOT_ALIGNED, EMPTY_WINDOW, DATE_IN_PAST, DATE_TOO_FAR, WINDOW_OVERLAP, AVAILABILITY_BUSY] as const;
