import { validationFailed } from "../errors.ts";

/** Characters as people count them; `length` would count an emoji twice. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}

/** What is stored of a note: trimmed, and nothing at all when nothing is left. */
export function noteOf(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** The words of an objection: 3 to 500 characters after trimming, which the wire's schema cannot say. */
export function objectionOf(reason: string): string {
  const trimmed = reason.trim();
  const length = codePoints(trimmed);
  if (length >= 3 && length <= 500) return trimmed;
  const code = length < 3 ? "TOO_SHORT" : "TOO_LONG";
  throw validationFailed([{ field: "/reason", code, message: "Give a reason of 3 to 500 characters." }]);
}
