import type { Problem } from "../errors.ts";

// Creating (BK-4 … BK-29).

export const SELF_BOOKING = {
  code: "SELF_BOOKING",
  status: 422,
  title: "Nobody can book themselves",
  remedy: "Choose another instructor.",
} as const satisfies Problem;
export const SERVICE_INSTRUCTOR_MISMATCH = {
  code: "SERVICE_INSTRUCTOR_MISMATCH",
  status: 422,
  title: "The service belongs to another instructor",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const DURATION_NOT_OFFERED = {
  code: "DURATION_NOT_OFFERED",
  status: 422,
  title: "The service does not have this duration",
  remedy: "Choose one of the service's durations.",
} as const satisfies Problem;
export const LOCATION_TYPE_NOT_OFFERED = {
  code: "LOCATION_TYPE_NOT_OFFERED",
  status: 422,
  title: "The service is not given at such a place",
  remedy: "Choose a format the service offers.",
} as const satisfies Problem;
export const ADDRESS_REQUIRED = {
  code: "ADDRESS_REQUIRED",
  status: 422,
  title: "An address is needed",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const COORDINATES_REQUIRED = {
  code: "COORDINATES_REQUIRED",
  status: 422,
  title: "The address could not be placed on the map",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const OUTSIDE_SERVICE_AREA = {
  code: "OUTSIDE_SERVICE_AREA",
  status: 422,
  title: "The instructor does not travel there",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const NO_TEACHING_LOCATION = {
  code: "NO_TEACHING_LOCATION",
  status: 422,
  title: "The instructor has no place to teach at",
  remedy: "Add a teaching place first.",
} as const satisfies Problem;
export const PRICE_CHANGED = {
  code: "PRICE_CHANGED",
  status: 409,
  title: "The price has changed",
  remedy: "Load the present version, put your change on it, and save with the new ETag.",
} as const satisfies Problem;
export const TOO_MANY_UNPAID_BOOKINGS = {
  code: "TOO_MANY_UNPAID_BOOKINGS",
  status: 409,
  title: "Too many bookings wait for payment",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const STUDENT_TIME_CONFLICT = {
  code: "STUDENT_TIME_CONFLICT",
  status: 409,
  title: "You have another lesson at this time",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;

// An existing booking.

export const BOOKING_NOT_FOUND = {
  code: "BOOKING_NOT_FOUND",
  status: 404,
  title: "No such booking",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const INVALID_BOOKING_TRANSITION = {
  code: "INVALID_BOOKING_TRANSITION",
  status: 409,
  title: "The booking's status does not allow it",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const BOOKING_NOT_CANCELLABLE = {
  code: "BOOKING_NOT_CANCELLABLE",
  status: 409,
  title: "The booking cannot be cancelled",
  remedy: "See status: it started, ended or was cancelled; a report or refund may fit.",
} as const satisfies Problem;
export const BOOKING_NOT_RESCHEDULABLE = {
  code: "BOOKING_NOT_RESCHEDULABLE",
  status: 409,
  title: "The booking cannot be moved",
  remedy: "Cancel and book anew.",
} as const satisfies Problem;
export const BOOKING_NOT_COMPLETABLE = {
  code: "BOOKING_NOT_COMPLETABLE",
  status: 409,
  title: "The lesson cannot be completed",
  remedy: "Wait for the lesson's end, or settle the open report first.",
} as const satisfies Problem;
export const BOOKING_NOT_REPORTABLE = {
  code: "BOOKING_NOT_REPORTABLE",
  status: 409,
  title: "No absence can be reported",
  remedy: "Only running or recent lessons can be reported.",
} as const satisfies Problem;
export const BOOKING_NOT_DISPUTABLE = {
  code: "BOOKING_NOT_DISPUTABLE",
  status: 409,
  title: "The lesson cannot be disputed",
  remedy: "See status and window; contact support.",
} as const satisfies Problem;
export const LESSON_STARTED = {
  code: "LESSON_STARTED",
  status: 409,
  title: "The lesson has started",
  remedy: "The lesson has begun; report instead.",
} as const satisfies Problem;
export const LESSON_NOT_ENDED = {
  code: "LESSON_NOT_ENDED",
  status: 409,
  title: "The lesson is not over",
  remedy: "Wait until the lesson's end.",
} as const satisfies Problem;

export const BOOKING_NOT_EDITABLE = {
  code: "BOOKING_NOT_EDITABLE",
  status: 409,
  title: "The booking cannot be changed",
  remedy: "Only live bookings can be edited.",
} as const satisfies Problem;
export const BOOKING_NOT_CONFIRMED = {
  code: "BOOKING_NOT_CONFIRMED",
  status: 409,
  title: "The booking is not confirmed",
  remedy: "Pay or wait for confirmation first.",
} as const satisfies Problem;
export const FIELD_NOT_EDITABLE = {
  code: "FIELD_NOT_EDITABLE",
  status: 403,
  title: "This part of the booking is not yours to change",
  remedy: "Leave the field out.",
} as const satisfies Problem;

// Moving (BKR-1 … BKR-6).

export const NOTHING_TO_CHANGE = {
  code: "NOTHING_TO_CHANGE",
  status: 422,
  title: "Nothing would change",
  remedy: "The values are as they were.",
} as const satisfies Problem;

// Absence (BKN-1 … BKN-7).

export const LESSON_NOT_STARTED = {
  code: "LESSON_NOT_STARTED",
  status: 409,
  title: "The lesson has not started",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const INVALID_NO_SHOW_TYPE = {
  code: "INVALID_NO_SHOW_TYPE",
  status: 422,
  title: "You cannot report this side as absent",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const NO_SHOW_WINDOW_CLOSED = {
  code: "NO_SHOW_WINDOW_CLOSED",
  status: 409,
  title: "It is too late to report an absence",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const NO_SHOW_ALREADY_REPORTED = {
  code: "NO_SHOW_ALREADY_REPORTED",
  status: 409,
  title: "The absence was reported before",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const NO_SHOW_NOT_FOUND = {
  code: "NO_SHOW_NOT_FOUND",
  status: 404,
  title: "No absence was reported",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const NO_SHOW_RESOLVED = {
  code: "NO_SHOW_RESOLVED",
  status: 409,
  title: "The report is closed",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const NO_SHOW_ALREADY_DISPUTED = {
  code: "NO_SHOW_ALREADY_DISPUTED",
  status: 409,
  title: "The report was disputed before",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const NO_SHOW_DISPUTE_WINDOW_CLOSED = {
  code: "NO_SHOW_DISPUTE_WINDOW_CLOSED",
  status: 409,
  title: "It is too late to dispute the report",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
export const DISPUTE_ALREADY_OPEN = {
  code: "DISPUTE_ALREADY_OPEN",
  status: 409,
  title: "A dispute about the lesson is open",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const DISPUTE_WINDOW_CLOSED = {
  code: "DISPUTE_WINDOW_CLOSED",
  status: 409,
  title: "It is too late to dispute the lesson",
  remedy: "The time for this has passed, has not come, or does not fit: choose another time.",
} as const satisfies Problem;
