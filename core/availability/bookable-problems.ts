import { DomainError, type Problem } from "../errors.ts";
import {
  BEYOND_HORIZON,
  BUFFER_CONFLICT,
  CROSSES_MIDNIGHT,
  DAY_BLACKED_OUT,
  FORMAT_NOT_OPEN,
  INVALID_DURATION,
  INVALID_START_TIME,
  MINIMUM_NOTICE,
  NOT_OPEN,
  OVERNIGHT_PROTECTION,
  START_IN_PAST,
  TIME_AMBIGUOUS,
  TIME_DOES_NOT_EXIST,
  TIME_TAKEN,
} from "./availability-errors.ts";

/** The problem that an operation answers for each reason of `isBookable`; the codes are the same. */
export const BOOKABLE_PROBLEMS = {
  INVALID_START_TIME,
  INVALID_DURATION,
  CROSSES_MIDNIGHT,
  TIME_DOES_NOT_EXIST,
  TIME_AMBIGUOUS,
  START_IN_PAST,
  MINIMUM_NOTICE,
  OVERNIGHT_PROTECTION,
  BEYOND_HORIZON,
  DAY_BLACKED_OUT,
  NOT_OPEN,
  FORMAT_NOT_OPEN,
  TIME_TAKEN,
  BUFFER_CONFLICT,
} as const satisfies Record<string, Problem>;

export type BookableReason = keyof typeof BOOKABLE_PROBLEMS;
export type Details = Readonly<Record<string, unknown>>;

/** The refusal as the error that booking operations throw. */
export function notBookable({ reason, details }: { readonly reason: BookableReason; readonly details: Details }): DomainError {
  return new DomainError(BOOKABLE_PROBLEMS[reason], ADVICE[reason], details);
}

const ADVICE: Record<BookableReason, string> = {
  INVALID_START_TIME: "Choose a start on a quarter hour, such as 09:15.",
  INVALID_DURATION: "Choose a duration of 30 to 240 minutes in steps of 15.",
  CROSSES_MIDNIGHT: "Choose a lesson that ends by midnight.",
  TIME_DOES_NOT_EXIST: "The clocks go forward over this time: choose another.",
  TIME_AMBIGUOUS: "The clocks go back over this time, so it occurs twice: choose another.",
  START_IN_PAST: "This start is over: choose a later one.",
  MINIMUM_NOTICE: "The instructor needs more notice: choose a later start.",
  OVERNIGHT_PROTECTION: "Booked at this hour, a lesson cannot start so early: choose a later start.",
  BEYOND_HORIZON: "The instructor's calendar does not reach that far: choose an earlier date.",
  DAY_BLACKED_OUT: "The instructor is off on this date: choose another.",
  NOT_OPEN: "The instructor is not open at this time: choose another.",
  FORMAT_NOT_OPEN: "The instructor does not teach at such a place at this time: choose another time or place.",
  TIME_TAKEN: "Somebody else has this time: choose another.",
  BUFFER_CONFLICT: "This is too close to another lesson of the instructor: choose another time.",
};
