import { type BoroughKey, boroughs, market } from "../../places/boroughs.ts";
import { type NeighborhoodKey, neighborhoods, nonResidentialAreas } from "../../places/neighborhoods.ts";
import { shippedJson } from "../../shipped-file.ts";
import { normalizeQuery } from "./normalize-query.ts";
import { stem, stemPhrase } from "./stem.ts";

/** A contract whose function looks for places in free text ships this file (`files`). */
export const PLACE_PHRASES_FILE = "core/search/data/place-phrases.json";

export type NamedPlace =
  | { readonly kind: "borough"; readonly borough: BoroughKey }
  | { readonly kind: "city" }
  | { readonly kind: "neighborhood"; readonly neighborhoodKeys: readonly NeighborhoodKey[] };

export interface Gazetteer {
  /** By stemmed phrase. */
  readonly places: ReadonlyMap<string, NamedPlace>;
  readonly longestWords: number;
  /** Every word as written. */
  readonly words: ReadonlySet<string>;
  /** Stemmed phrases that are places only after a preposition: too common as other words. */
  readonly needsPreposition: ReadonlySet<string>;
}

/** Every way to name a place of the market; the first claim of a phrase wins, in the order of QP-4. */
export function gazetteer(): Gazetteer {
  kept ??= buildGazetteer();
  return kept;
}

export interface FoundPlace {
  readonly place: NamedPlace;
  readonly phrase: string;
  readonly wordCount: number;
}

/** The longest place name that starts at the position. */
export function longestPlaceAt(words: readonly string[], position: number): FoundPlace | undefined {
  const { places, longestWords } = gazetteer();
  for (let wordCount = Math.min(longestWords, words.length - position); wordCount > 0; wordCount--) {
    const phrase = words
      .slice(position, position + wordCount)
      .map(stem)
      .join(" ");
    const place = places.get(phrase);
    if (place) return { place, phrase, wordCount };
  }
  return undefined;
}

let kept: Gazetteer | undefined;

const MOST_NEIGHBORHOODS = 5;

function buildGazetteer(): Gazetteer {
  const places = new Map<string, NamedPlace>();
  const words = new Set<string>();
  const { phrases, needsPreposition } = shippedJson<PlacePhrases>(PLACE_PHRASES_FILE);
  const claim = (phrase: string, place: NamedPlace) => {
    const normalized = normalizeQuery(phrase);
    const key = stemPhrase(normalized);
    if (!places.has(key)) places.set(key, place);
    for (const word of normalized.split(" ")) words.add(word);
  };
  for (const { key, name, aliases } of boroughs())
    for (const phrase of [name, ...aliases]) claim(phrase, { kind: "borough", borough: key });
  for (const phrase of market().aliases) claim(phrase, { kind: "city" });
  for (const { phrase, neighborhoodKeys } of phrases) claim(phrase, { kind: "neighborhood", neighborhoodKeys });
  for (const { key, name } of neighborhoods()) claim(name, { kind: "neighborhood", neighborhoodKeys: [key] });
  for (const { name, nearestNeighborhoodKey } of nonResidentialAreas()) {
    claim(name, { kind: "neighborhood", neighborhoodKeys: [nearestNeighborhoodKey] });
  }
  for (const [phrase, neighborhoodKeys] of aliasUnions()) {
    claim(phrase, { kind: "neighborhood", neighborhoodKeys: neighborhoodKeys.slice(0, MOST_NEIGHBORHOODS) });
  }
  return {
    places,
    words,
    longestWords: Math.max(...[...places.keys()].map((key) => key.split(" ").length)),
    needsPreposition: new Set(needsPreposition.map(stemPhrase)),
  };
}

/** One alias may belong to several neighbourhoods: whoever says it means all of them. */
function aliasUnions(): Map<string, NeighborhoodKey[]> {
  const unions = new Map<string, NeighborhoodKey[]>();
  for (const { key, aliases } of neighborhoods()) {
    for (const alias of new Set(aliases.map(normalizeQuery))) unions.set(alias, [...(unions.get(alias) ?? []), key]);
  }
  return unions;
}

/** Names of places beside those of the neighbourhoods themselves; `test/search/query` holds the file to this type. */
interface PlacePhrases {
  readonly phrases: readonly { readonly phrase: string; readonly neighborhoodKeys: readonly NeighborhoodKey[] }[];
  readonly needsPreposition: readonly string[];
}
