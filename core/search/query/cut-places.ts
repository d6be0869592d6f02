import { type FoundPlace, gazetteer, longestPlaceAt } from "./gazetteer.ts";
import { phraseLexicon } from "./phrase-lexicon.ts";
import { BARRIER, COMMA, cutFirst, isBreak, wordsOf } from "./query-text.ts";
import { stem } from "./stem.ts";
import { isFiller, isInList } from "./word-lists.ts";

interface PlaceAt extends FoundPlace {
  readonly position: number;
}

/** Takes named places, ZIP codes and unknown places out of the text (QP-17 to QP-19). */
export function cutPlaces(text: string): string {
  const words = wordsOf(text);
  const found = words.flatMap((_, position) => placeAt(words, position) ?? []);
  const places = withoutOverlaps(found);
  const withoutNamed = cutWords(words, places).join(" ");
  return cutUnknownPlace(withoutNamed.replace(/\b\d{5}\b/g, BARRIER));
}

/** Of places that share words, the longest; in the order of the text. */
function withoutOverlaps(found: readonly PlaceAt[]): PlaceAt[] {
  const chosen: PlaceAt[] = [];
  for (const place of found.toSorted((one, other) => other.wordCount - one.wordCount || one.position - other.position)) {
    const overlaps = chosen.some(
      (other) => place.position < other.position + other.wordCount && other.position < place.position + place.wordCount,
    );
    if (!overlaps) chosen.push(place);
  }
  return chosen.toSorted((one, other) => one.position - other.position);
}

function placeAt(words: readonly string[], position: number): PlaceAt | undefined {
  const end = words.findIndex((word, index) => index >= position && isBreak(word));
  const found = longestPlaceAt(end < 0 ? words : words.slice(0, end), position);
  if (!found) return undefined;
  const introduced = isIntroduced(words, position);
  if (gazetteer().needsPreposition.has(found.phrase) && !introduced && !isBoroughAt(words, position + found.wordCount)) return undefined;
  if (!isAfterPreposition(words, position) && isSubject(words, position, found)) return undefined;
  return { ...found, position };
}

function isIntroduced(words: readonly string[], position: number): boolean {
  return isAfterPreposition(words, position) || words[position - 1] === COMMA;
}

function isAfterPreposition(words: readonly string[], position: number): boolean {
  const previous = words[position - 1] === "the" ? words[position - 2] : words[position - 1];
  return previous !== undefined && isInList("locationPrepositions", previous);
}

function isBoroughAt(words: readonly string[], position: number): boolean {
  return longestPlaceAt(words, position)?.place.kind === "borough";
}

/** "rugby" is a sport before it is a neighbourhood, and "french" may begin "french horn". */
function isSubject(words: readonly string[], position: number, { phrase, wordCount }: FoundPlace): boolean {
  const { meanings, beginnings, longestWords } = phraseLexicon();
  if (meanings.has(phrase)) return true;
  if (!beginnings.has(phrase)) return false;
  const stems = words.slice(position, position + longestWords).map(stem);
  return stems.some((_, index) => index >= wordCount && meanings.has(stems.slice(0, index + 1).join(" ")));
}

const JOINING_WORDS = new Set(["the", "or", "and", COMMA]);
const AREA_WORDS = new Set(["area", "neighborhood", "district"]);

function cutWords(words: readonly string[], places: readonly PlaceAt[]): string[] {
  const kept = [...words];
  for (const { position, wordCount } of places.toReversed()) {
    let from = position;
    while (from > 0 && (JOINING_WORDS.has(kept[from - 1] ?? "") || isInList("locationPrepositions", kept[from - 1] ?? ""))) from--;
    const to = position + wordCount + (AREA_WORDS.has(kept[position + wordCount] ?? "") ? 1 : 0);
    kept.splice(from, to - from, BARRIER);
  }
  return kept;
}

/** Whatever follows "in" and is no subject of ours is a place we do not know: "in hoboken", but not "in spanish" (QP-19). */
function cutUnknownPlace(text: string): string {
  return cutFirst(text, "location.unknown", ([, place = ""]) => {
    const meaningful = wordsOf(place).filter((word) => !isFiller(word));
    return meaningful.some((word) => !isLexiconWord(word));
  });
}

function isLexiconWord(word: string): boolean {
  lexiconStems ??= new Set([...phraseLexicon().words.keys()].map(stem));
  return lexiconStems.has(stem(word));
}

let lexiconStems: ReadonlySet<string> | undefined;
