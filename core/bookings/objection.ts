import { validationFailed } from "../errors.ts";
import { codePoints } from "../note.ts";

/** The words of an objection: 3 to 500 characters after trimming, which the wire's schema cannot say. */
export function objectionOf(reason: string): string {
  const trimmed = reason.trim();
  const length = codePoints(trimmed);
  if (length >= 3 && length <= 500) return trimmed;
  const code = length < 3 ? "TOO_SHORT" : "TOO_LONG";
  throw validationFailed([{ field: "/reason", code, message: "Give a reason of 3 to 500 characters." }]);
}
