import { required } from "../../errors.ts";
import { searchLexicon } from "./search-lexicon.ts";

/** A pattern of the search lexicon by its id, ready for `matchAll`. */
export function pattern(id: string): RegExp {
  let compiled = kept.get(id);
  if (!compiled) {
    const { regex } = required(
      searchLexicon().patterns.find((candidate) => candidate.id === id),
      `the search lexicon has the pattern ${id}`,
    );
    compiled = new RegExp(regex, "g");
    kept.set(id, compiled);
  }
  return compiled;
}

/** Whether the pattern matches exactly from the position on. */
export function matchesAt(id: string, text: string, position: number): boolean {
  const sticky = new RegExp(pattern(id).source, "y");
  sticky.lastIndex = position;
  return sticky.test(text);
}

const kept = new Map<string, RegExp>();
