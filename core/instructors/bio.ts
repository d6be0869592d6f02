import { DomainError, validationFailed } from "../errors.ts";
import { BIO_TOO_LONG, BIO_TOO_SHORT } from "./instructor-errors.ts";

const SHORTEST_BIO = 10;
const LONGEST_BIO = 1000;

/** The bio as it is stored: uniform line ends, at most one empty line in a row, trimmed (INS-5). HTML stays what it is, text. */
export function cleanBio(text: string): string {
  const unified = text.replace(/\r\n?/g, "\n");
  if (CONTROL_CHARACTER.test(unified)) {
    throw validationFailed([{ field: "/bio", code: "INVALID_CHARACTER", message: "Control characters are not allowed." }]);
  }
  const bio = unified.replace(/\n{3,}/g, "\n\n").trim();
  const length = codePointLength(bio);
  if (length < SHORTEST_BIO) throw new DomainError(BIO_TOO_SHORT, `Write at least ${SHORTEST_BIO} characters.`, { field: "bio" });
  if (length > LONGEST_BIO) throw new DomainError(BIO_TOO_LONG, `Write at most ${LONGEST_BIO} characters.`, { field: "bio" });
  return bio;
}

export interface DefaultBioFacts {
  readonly firstName: string;
  readonly city?: string;
  /** Of the active offerings, in the order of their creation. */
  readonly serviceNames: readonly string[];
}

/** The bio that stands in until the owner writes one (INS-9). */
export function defaultBio({ firstName, city, serviceNames }: DefaultBioFacts): string {
  const opening = `${firstName.trim() || "This instructor"} is a ${city?.trim() || "New York"}-based`;
  const skills = inWords(serviceNames.map((name) => name.toLowerCase()));
  const full = `${opening} ${skills} instructor.`;
  return skills === "" || codePointLength(full) > LONGEST_BIO ? `${opening} instructor.` : full;
}

export function codePointLength(text: string): number {
  return [...text].length;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const CONTROL_CHARACTER = /[\u0000-\u0009\u000b-\u001f\u007f]/;

function inWords(words: readonly string[]): string {
  if (words.length <= 2) return words.join(" and ");
  return `${words.slice(0, -1).join(", ")}, and ${words.at(-1)}`;
}
