import { shippedJson } from "../../shipped-file.ts";

/** A contract whose function reads free text ships this file (`files`). */
export const SEARCH_LEXICON_FILE = "core/search/data/search-lexicon.json";

export type ListName =
  | "stopWords"
  | "genericWords"
  | "commonWords"
  | "uncataloguedWords"
  | "correctableExtraWords"
  | "lessonWords"
  | "protectedTriggerWords"
  | "locationPrepositions"
  | "ordinals";

/** The words and patterns by which a query is read; `test/search/query` holds the file to this type. */
export interface SearchLexicon extends Readonly<Record<ListName, readonly string[]>> {
  readonly weekdays: Readonly<Record<string, number>>;
  readonly months: Readonly<Record<string, number>>;
  readonly wordWeights: Readonly<Record<string, number>>;
  readonly patterns: readonly { readonly id: string; readonly regex: string }[];
}

export function searchLexicon(): SearchLexicon {
  kept ??= shippedJson<SearchLexicon>(SEARCH_LEXICON_FILE);
  return kept;
}

let kept: SearchLexicon | undefined;
