/** Characters as people count them; `length` would count an emoji twice. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}

/** What is stored of a note: trimmed, and nothing at all when nothing is left. */
export function noteOf(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
