import document from "../data/search-lexicon.json" with { type: "json" };
import { stem } from "./stem.ts";

type ListName =
  | "stopWords"
  | "genericWords"
  | "commonWords"
  | "uncataloguedWords"
  | "correctableExtraWords"
  | "lessonWords"
  | "protectedTriggerWords"
  | "locationPrepositions"
  | "ordinals";

/** The words of one list of the search lexicon. */
export function wordList(name: ListName): readonly string[] {
  return document[name];
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
  return word in document.weekdays || stem(word) in document.weekdays;
}

export function isMonth(word: string): boolean {
  return word in document.months;
}

/** How likely the word is meant, where the lexicon has an opinion (QP-5). */
export function statedWeight(word: string): number | undefined {
  const weights: Readonly<Record<string, number>> = document.wordWeights;
  return Object.hasOwn(weights, word) ? weights[word] : undefined;
}

export const DEFAULT_WEIGHTS = { serviceName: 5, constraint: 5, lessonWords: 6, catalogSynonym: 4, place: 2 } as const;

const kept = new Map<ListName, ReadonlySet<string>>();
