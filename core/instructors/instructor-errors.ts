import type { Problem } from "../errors.ts";

export const INSTRUCTOR_NOT_FOUND = {
  code: "INSTRUCTOR_NOT_FOUND",
  status: 404,
  title: "No such instructor",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const INSTRUCTOR_PROFILE_NOT_FOUND = {
  code: "INSTRUCTOR_PROFILE_NOT_FOUND",
  status: 404,
  title: "No such instructor profile",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const INSTRUCTOR_PROFILE_EXISTS = {
  code: "INSTRUCTOR_PROFILE_EXISTS",
  status: 409,
  title: "The profile exists already",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const INSTRUCTOR_NOT_BOOKABLE = {
  code: "INSTRUCTOR_NOT_BOOKABLE",
  status: 422,
  title: "The instructor cannot be booked",
  remedy: "Choose another instructor.",
} as const satisfies Problem;
export const BIO_TOO_SHORT = {
  code: "BIO_TOO_SHORT",
  status: 422,
  title: "The bio is too short",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const BIO_TOO_LONG = {
  code: "BIO_TOO_LONG",
  status: 422,
  title: "The bio is too long",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const TOO_MANY_PLACES = {
  code: "TOO_MANY_PLACES",
  status: 422,
  title: "Too many places",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const DUPLICATE_PLACE = {
  code: "DUPLICATE_PLACE",
  status: 422,
  title: "The place is given twice",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const TEACHING_LOCATION_REQUIRED = {
  code: "TEACHING_LOCATION_REQUIRED",
  status: 422,
  title: "An offering needs a teaching place",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const GO_LIVE_PREREQUISITES = {
  code: "GO_LIVE_PREREQUISITES",
  status: 422,
  title: "Steps are missing before going live",
  remedy: "Finish the listed steps.",
} as const satisfies Problem;
export const OFFLINE_BY_ADMIN = {
  code: "OFFLINE_BY_ADMIN",
  status: 403,
  title: "An administrator took the profile offline",
  remedy: "Contact support.",
} as const satisfies Problem;
