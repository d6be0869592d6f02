import { type ListName, searchLexicon } from "./search-lexicon.ts";
import { stem } from "./stem.ts";

/** The words of one list of the search lexicon. */
export function wordList(name: ListName): readonly string[] {
  return searchLexicon()[name];
}

/** Whether the list has the word, or a word with the same stem. */
export function isInList(name: ListName, word: string): boolean {
  let words = kept.get(name);
  if (!words) {
    words = new Set(wordList(name).flatMap((listed) => [listed, stem(listed)]));
    kept.set(name, words);
  }
  return words.has(word) || words.has(stem(word));
}

/** Words that say nothing about what is wanted: "a", "lessons", "wedding". */
export function isFiller(word: string): boolean {
  return isInList("stopWords", word) || isInList("genericWords", word) || isInList("commonWords", word);
}

export function isWeekday(word: string): boolean {
  const { weekdays } = searchLexicon();
  return word in weekdays || stem(word) in weekdays;
}

export function isMonth(word: string): boolean {
  return word in searchLexicon().months;
}

/** How likely the word is meant, where the lexicon has an opinion (QP-5). */
export function statedWeight(word: string): number | undefined {
  const { wordWeights } = searchLexicon();
  return Object.hasOwn(wordWeights, word) ? wordWeights[word] : undefined;
}

export const DEFAULT_WEIGHTS = { serviceName: 5, constraint: 5, lessonWords: 6, catalogSynonym: 4, place: 2 } as const;

const kept = new Map<ListName, ReadonlySet<string>>();
