import { type Borough, type BoroughKey, boroughs } from "./boroughs.ts";
import { type Neighborhood, neighborhoods } from "./neighborhoods.ts";
import { outlinesOf } from "./outlines.ts";

export type SearchTermType = "display" | "display_part" | "raw_nta" | "hidden_subarea" | "abbreviation";

export interface SelectorEntry extends Pick<Neighborhood, "key" | "name" | "borough" | "ntaCodes" | "displayOrder"> {
  readonly searchTerms: readonly { readonly term: string; readonly type: SearchTermType }[];
  readonly additionalBoroughs: readonly BoroughKey[];
}

export interface SelectorBorough extends Pick<Borough, "key" | "name"> {
  readonly neighborhoods: readonly SelectorEntry[];
}

/** Everything a picker of neighbourhoods needs, borough by borough (PLC-6). */
export function neighborhoodSelector(): SelectorBorough[] {
  return boroughs().map(({ key, name }) => ({
    key,
    name,
    neighborhoods: neighborhoods()
      .filter((neighborhood) => neighborhood.borough === key)
      .toSorted((one, other) => one.displayOrder - other.displayOrder)
      .map(toEntry),
  }));
}

function toEntry(neighborhood: Neighborhood): SelectorEntry {
  const { key, name, borough, ntaCodes, displayOrder } = neighborhood;
  return {
    key,
    name,
    borough,
    ntaCodes,
    displayOrder,
    searchTerms: searchTermsOf(neighborhood),
    additionalBoroughs: neighborhood.alsoListedUnder ?? [],
  };
}

const ABBREVIATIONS: readonly (readonly [word: RegExp, short: string])[] = [
  [/\bHeights\b/g, "Hts"],
  [/\bSaint\b/g, "St"],
  [/\bFort\b/g, "Ft"],
  [/\bPark\b/g, "Pk"],
  [/\bPoint\b/g, "Pt"],
  [/\bBeach\b/g, "Bch"],
];

function searchTermsOf(neighborhood: Neighborhood): SelectorEntry["searchTerms"] {
  const terms = new Map<string, { term: string; type: SearchTermType }>();
  const add = (type: SearchTermType, term: string) => {
    const key = term.toLowerCase();
    if (!terms.has(key)) terms.set(key, { term, type });
  };
  add("display", neighborhood.name);
  for (const part of neighborhood.name.split(" / ")) add("display_part", part);
  for (const outline of outlinesOf(neighborhood.key)) add("raw_nta", outline.name);
  for (const alias of neighborhood.aliases) add("hidden_subarea", alias);
  for (const { term } of [...terms.values()]) add("abbreviation", abbreviate(term));
  return [...terms.values()];
}

function abbreviate(term: string): string {
  return ABBREVIATIONS.reduce((text, [word, short]) => text.replace(word, short), term);
}
