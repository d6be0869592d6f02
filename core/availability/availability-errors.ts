import type { Problem } from "../errors.ts";

// Editing hours, days off and settings, and the range of a public read.

export const TIME_NOT_ALIGNED = {
  code: "TIME_NOT_ALIGNED",
  status: 422,
  title: "The time is not a multiple of five minutes",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const EMPTY_WINDOW = {
  code: "EMPTY_WINDOW",
  status: 422,
  title: "The window is empty",
  remedy: "The end must be after the start.",
} as const satisfies Problem;
export const OVERNIGHT_LEAVES_WEEK = {
  code: "OVERNIGHT_LEAVES_WEEK",
  status: 422,
  title: "The window runs into the next week",
  remedy: "End the window at 24:00 and add the rest to the next week.",
} as const satisfies Problem;
export const WINDOW_OVERLAP = {
  code: "WINDOW_OVERLAP",
  status: 422,
  title: "Windows of different formats overlap",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const WEEK_START_NOT_MONDAY = {
  code: "WEEK_START_NOT_MONDAY",
  status: 422,
  title: "A week starts on Monday",
  remedy: "Send a Monday.",
} as const satisfies Problem;
export const DATE_OUTSIDE_WEEK = {
  code: "DATE_OUTSIDE_WEEK",
  status: 422,
  title: "The date is not in the week",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const DUPLICATE_DATE = {
  code: "DUPLICATE_DATE",
  status: 422,
  title: "The date is given twice",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const DATE_TOO_FAR = {
  code: "DATE_TOO_FAR",
  status: 422,
  title: "The date is too far in the future",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const DATE_IN_PAST = {
  code: "DATE_IN_PAST",
  status: 422,
  title: "The date is over",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const INVALID_DATE_RANGE = {
  code: "INVALID_DATE_RANGE",
  status: 422,
  title: "The range of dates is empty",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const DATE_RANGE_TOO_LARGE = {
  code: "DATE_RANGE_TOO_LARGE",
  status: 422,
  title: "The range of dates is too large",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const SAME_WEEK = {
  code: "SAME_WEEK",
  status: 422,
  title: "The two weeks are the same",
  remedy: "Choose two different weeks.",
} as const satisfies Problem;
export const WINDOW_NOT_FOUND = {
  code: "WINDOW_NOT_FOUND",
  status: 404,
  title: "No such window",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const WINDOW_EXISTS = {
  code: "WINDOW_EXISTS",
  status: 409,
  title: "The time is already open",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const TOO_MANY_DATES = {
  code: "TOO_MANY_DATES",
  status: 422,
  title: "Too many dates at once",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const BLACKOUT_EXISTS = {
  code: "BLACKOUT_EXISTS",
  status: 409,
  title: "The date is a day off already",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const BLACKOUT_NOT_FOUND = {
  code: "BLACKOUT_NOT_FOUND",
  status: 404,
  title: "No such day off",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const RANGE_JOB_NOT_FOUND = {
  code: "RANGE_JOB_NOT_FOUND",
  status: 404,
  title: "No such range job",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const RANGE_JOB_RUNNING = {
  code: "RANGE_JOB_RUNNING",
  status: 409,
  title: "Another range is being applied",
  remedy: "Use a fresh Idempotency-Key for a new request; repeat the same one unchanged while it is running.",
} as const satisfies Problem;
export const AVAILABILITY_BUSY = {
  code: "AVAILABILITY_BUSY",
  status: 409,
  title: "The calendar is being changed",
  remedy: "Another save is running: repeat after a second.",
} as const satisfies Problem;
export const TRAVEL_BUFFER_TOO_SMALL = {
  code: "TRAVEL_BUFFER_TOO_SMALL",
  status: 422,
  title: "The travel buffer is shorter than the buffer",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const UNKNOWN_TIMEZONE = {
  code: "UNKNOWN_TIMEZONE",
  status: 422,
  title: "Unknown time zone",
  remedy: "Send an IANA zone name.",
} as const satisfies Problem;
export const HAS_FUTURE_LESSONS = {
  code: "HAS_FUTURE_LESSONS",
  status: 409,
  title: "Lessons lie ahead",
  remedy: "Finish or cancel the coming lessons first.",
} as const satisfies Problem;
export const SETTINGS_LOCKED = {
  code: "SETTINGS_LOCKED",
  status: 409,
  title: "The settings are being changed",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const START_DATE_IN_PAST = {
  code: "START_DATE_IN_PAST",
  status: 422,
  title: "The first date is over",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;

// The reasons why a lesson cannot be booked at a time, in the order in which they are asked (AV-44 … AV-57).

export const INVALID_START_TIME = {
  code: "INVALID_START_TIME",
  status: 422,
  title: "A lesson starts on a quarter hour",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVALID_DURATION = {
  code: "INVALID_DURATION",
  status: 422,
  title: "The duration is not possible",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const CROSSES_MIDNIGHT = {
  code: "CROSSES_MIDNIGHT",
  status: 422,
  title: "The lesson would cross midnight",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const TIME_DOES_NOT_EXIST = {
  code: "TIME_DOES_NOT_EXIST",
  status: 422,
  title: "The clocks skip this time",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const TIME_AMBIGUOUS = {
  code: "TIME_AMBIGUOUS",
  status: 422,
  title: "The clocks repeat this time",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const START_IN_PAST = {
  code: "START_IN_PAST",
  status: 422,
  title: "The start is over",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const MINIMUM_NOTICE = {
  code: "MINIMUM_NOTICE",
  status: 422,
  title: "The start is too soon",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const OVERNIGHT_PROTECTION = {
  code: "OVERNIGHT_PROTECTION",
  status: 422,
  title: "Too early for a booking made overnight",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const BEYOND_HORIZON = {
  code: "BEYOND_HORIZON",
  status: 422,
  title: "Too far ahead",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const DAY_BLACKED_OUT = {
  code: "DAY_BLACKED_OUT",
  status: 409,
  title: "The instructor is off on this date",
  remedy: "Somebody else has that time: load availability again and choose another.",
} as const satisfies Problem;
export const NOT_OPEN = {
  code: "NOT_OPEN",
  status: 409,
  title: "The instructor is not open at this time",
  remedy: "Somebody else has that time: load availability again and choose another.",
} as const satisfies Problem;
export const FORMAT_NOT_OPEN = {
  code: "FORMAT_NOT_OPEN",
  status: 409,
  title: "Not open for this kind of place",
  remedy: "Somebody else has that time: load availability again and choose another.",
} as const satisfies Problem;
export const TIME_TAKEN = {
  code: "TIME_TAKEN",
  status: 409,
  title: "The time is taken",
  remedy: "Somebody else has that time: load availability and choose another.",
} as const satisfies Problem;
export const BUFFER_CONFLICT = {
  code: "BUFFER_CONFLICT",
  status: 409,
  title: "Too close to another lesson",
  remedy: "Somebody else has that time: load availability again and choose another.",
} as const satisfies Problem;
