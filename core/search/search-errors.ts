import type { Problem } from "../errors.ts";

export const CATALOG_SERVICE_NOT_FOUND = {
  code: "CATALOG_SERVICE_NOT_FOUND",
  status: 404,
  title: "No such service in the catalog",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const CATEGORY_NOT_FOUND = {
  code: "CATEGORY_NOT_FOUND",
  status: 404,
  title: "No such category",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const INSTRUCTOR_SERVICE_NOT_FOUND = {
  code: "INSTRUCTOR_SERVICE_NOT_FOUND",
  status: 404,
  title: "No such offering",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const SERVICE_ALREADY_OFFERED = {
  code: "SERVICE_ALREADY_OFFERED",
  status: 409,
  title: "The service is offered already",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const TOO_MANY_SERVICES = {
  code: "TOO_MANY_SERVICES",
  status: 422,
  title: "Too many services",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const DUPLICATE_SERVICE = {
  code: "DUPLICATE_SERVICE",
  status: 422,
  title: "The service is given twice",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const DUPLICATE_FORMAT_PRICE = {
  code: "DUPLICATE_FORMAT_PRICE",
  status: 422,
  title: "The format is priced twice",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const NO_LOCATION_OPTIONS = {
  code: "NO_LOCATION_OPTIONS",
  status: 422,
  title: "No lesson format is chosen",
  remedy: "Choose at least one lesson format.",
} as const satisfies Problem;
export const ONLINE_NOT_SUPPORTED = {
  code: "ONLINE_NOT_SUPPORTED",
  status: 422,
  title: "The service is not taught online",
  remedy: "This service is taught in person only.",
} as const satisfies Problem;
export const AGE_GROUP_NOT_ELIGIBLE = {
  code: "AGE_GROUP_NOT_ELIGIBLE",
  status: 422,
  title: "The service is not for this age group",
  remedy: "Choose an age group that the service offers.",
} as const satisfies Problem;
export const INVALID_FILTER_SELECTION = {
  code: "INVALID_FILTER_SELECTION",
  status: 422,
  title: "A filter selection is not valid",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVALID_CONTENT_FILTERS = {
  code: "INVALID_CONTENT_FILTERS",
  status: 422,
  title: "The content filters cannot be read",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const NO_SERVICE_AREAS = {
  code: "NO_SERVICE_AREAS",
  status: 422,
  title: "There is no service area",
  remedy: "Add a service area first.",
} as const satisfies Problem;
export const NO_TEACHING_LOCATIONS = {
  code: "NO_TEACHING_LOCATIONS",
  status: 422,
  title: "There is no teaching place",
  remedy: "Add a teaching place first.",
} as const satisfies Problem;
export const SERVICE_AREA_REQUIRED = {
  code: "SERVICE_AREA_REQUIRED",
  status: 422,
  title: "An offering needs a service area",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const EMPTY_QUERY = {
  code: "EMPTY_QUERY",
  status: 422,
  title: "Nothing to search for",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
