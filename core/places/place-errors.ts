import type { Problem } from "../errors.ts";

export const UNKNOWN_NEIGHBORHOOD = {
  code: "UNKNOWN_NEIGHBORHOOD",
  status: 422,
  title: "No such neighborhood",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const UNSUPPORTED_MARKET = {
  code: "UNSUPPORTED_MARKET",
  status: 422,
  title: "The market is not served",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const PLACE_NOT_FOUND = {
  code: "PLACE_NOT_FOUND",
  status: 404,
  title: "No such place",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const PLACE_PROVIDER_MISMATCH = {
  code: "PLACE_PROVIDER_MISMATCH",
  status: 422,
  title: "The provider does not know the place",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
