import { categories } from "../catalog.ts";
import { normalizeQuery } from "./normalize-query.ts";
import { stem, stemPhrase } from "./stem.ts";

export type Meaning =
  | { readonly kind: "service"; readonly slug: string; readonly relevance: number }
  | { readonly kind: "subcategory"; readonly path: string }
  | { readonly kind: "category"; readonly slug: string };

export interface PhraseLexicon {
  /** By stemmed phrase. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly longestWords: number;
  /** Stemmed beginnings of longer phrases. */
  readonly beginnings: ReadonlySet<string>;
  /** Every word of the catalog as written, and whether a service's name holds it. */
  readonly words: ReadonlyMap<string, "serviceName" | "catalogSynonym">;
}

/** Every way to say what the catalog has. One phrase has one meaning: the first to claim it keeps it (QP-3). */
export function phraseLexicon(): PhraseLexicon {
  kept ??= buildLexicon();
  return kept;
}

export interface FoundPhrase {
  readonly meaning: Meaning;
  readonly wordCount: number;
}

/** The longest phrase of the lexicon that starts at the position. */
export function longestPhraseAt(words: readonly string[], position: number): FoundPhrase | undefined {
  const { meanings, longestWords } = phraseLexicon();
  for (let wordCount = Math.min(longestWords, words.length - position); wordCount > 0; wordCount--) {
    const key = words
      .slice(position, position + wordCount)
      .map(stem)
      .join(" ");
    const meaning = meanings.get(key);
    if (meaning) return { meaning, wordCount };
  }
  return undefined;
}

let kept: PhraseLexicon | undefined;

const SERVICE_NAME_RELEVANCE = 1;
const SERVICE_SYNONYM_RELEVANCE = 0.95;

function buildLexicon(): PhraseLexicon {
  const meanings = new Map<string, Meaning>();
  const words = new Map<string, "serviceName" | "catalogSynonym">();
  const claim = (phrases: readonly string[], meaning: Meaning) => {
    const source = meaning.kind === "service" && meaning.relevance === SERVICE_NAME_RELEVANCE ? "serviceName" : "catalogSynonym";
    for (const phrase of phrases.map(normalizeQuery)) {
      const key = stemPhrase(phrase);
      if (!meanings.has(key)) meanings.set(key, meaning);
      for (const word of phrase.split(" ")) if (!words.has(word)) words.set(word, source);
    }
  };
  const all = categories();
  const subcategories = all.flatMap((category) => category.subcategories);
  const services = subcategories.flatMap((subcategory) => subcategory.services);
  for (const { name, slug } of services) {
    claim([...spellings(name), slug.replaceAll("-", " ")], { kind: "service", slug, relevance: SERVICE_NAME_RELEVANCE });
  }
  for (const { synonyms, slug } of services) claim(synonyms, { kind: "service", slug, relevance: SERVICE_SYNONYM_RELEVANCE });
  for (const { name, path } of subcategories) claim(spellings(name), { kind: "subcategory", path });
  for (const { synonyms, path } of subcategories) claim(synonyms, { kind: "subcategory", path });
  for (const { name, slug } of all) claim(spellings(name), { kind: "category", slug });
  for (const { synonyms, slug } of all) claim(synonyms, { kind: "category", slug });
  const keys = [...meanings.keys()].map((key) => key.split(" "));
  return {
    meanings,
    words,
    longestWords: Math.max(...keys.map((key) => key.length)),
    beginnings: new Set(keys.flatMap((key) => key.slice(0, -1).map((_, index) => key.slice(0, index + 1).join(" ")))),
  };
}

/** "Arts & Crafts" is also said "arts and crafts" and "arts crafts". */
function spellings(name: string): string[] {
  return name.includes("&") ? [name, name.replaceAll("&", " ")] : [name];
}
