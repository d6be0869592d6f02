import { longestPhraseAt, type Meaning } from "./phrase-lexicon.ts";
import { isBreak, wordsOf } from "./query-text.ts";
import { isFiller } from "./word-lists.ts";

export interface FoundMeaning {
  readonly meaning: Meaning;
  readonly relevance: number;
}

export interface ScannedText {
  readonly found: readonly FoundMeaning[];
  readonly unmatchedTerms: readonly string[];
  /** The words of both, in order. */
  readonly words: readonly string[];
}

const CORRECTED_SHARE = 0.95;

/** Reads phrases left to right, the longest first; a misspelt one counts a little less (QP-23). */
export function scanPhrases(text: string, corrected: ReadonlySet<string>): ScannedText {
  const words = wordsOf(text);
  const found: FoundMeaning[] = [];
  const unmatchedTerms: string[] = [];
  const read: string[] = [];
  for (let position = 0; position < words.length; ) {
    const end = words.findIndex((word, index) => index >= position && isBreak(word));
    const match = longestPhraseAt(end < 0 ? words : words.slice(0, end), position);
    const phrase = words.slice(position, position + (match?.wordCount ?? 1));
    if (match) {
      const share = phrase.some((word) => corrected.has(word)) ? CORRECTED_SHARE : 1;
      const relevance = match.meaning.kind === "service" ? match.meaning.relevance : 1;
      found.push({ meaning: match.meaning, relevance: toFourDecimals(relevance * share) });
      read.push(...phrase);
    } else if (isUnknownTerm(phrase[0] ?? "")) {
      unmatchedTerms.push(...phrase);
      read.push(...phrase);
    }
    position += phrase.length;
  }
  return { found, unmatchedTerms, words: read };
}

function isUnknownTerm(word: string): boolean {
  return /[a-z].*[a-z]/.test(word) && !isFiller(word);
}

export function toFourDecimals(relevance: number): number {
  return Math.round(relevance * 1e4) / 1e4;
}
