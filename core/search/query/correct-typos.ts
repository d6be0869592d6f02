import { editDistance } from "./edit-distance.ts";
import { gazetteer } from "./gazetteer.ts";
import { phraseLexicon } from "./phrase-lexicon.ts";
import { stem } from "./stem.ts";
import { DEFAULT_WEIGHTS, isInList, isMonth, isWeekday, statedWeight, wordList } from "./word-lists.ts";

export interface Correction {
  readonly from: string;
  readonly to: string;
}

export interface CorrectedText {
  readonly text: string;
  readonly corrections: readonly Correction[];
}

/** The normalised text with its misspelt words put right (QP-5). */
export function correctTypos(text: string): CorrectedText {
  const corrections: Correction[] = [];
  const words = text.split(" ").map((word) => {
    const to = correctWord(word);
    if (to === undefined) return word;
    corrections.push({ from: word, to });
    return to;
  });
  return { text: words.join(" "), corrections };
}

/** What the word should have been, or undefined when it is known, too short, or like nothing we know. */
export function correctWord(word: string): string | undefined {
  if (!/^[a-z]{4,}$/.test(word) || isKnown(word)) return undefined;
  const squeezed = squeeze(word);
  const allowed = word.length >= LONG_WORD ? 2 : 1;
  let best: Candidate | undefined;
  for (const entry of vocabulary().entries) {
    // Wrongly doubled or undoubled letters are one slip, however many there are.
    const isDoubling = entry.squeezed === squeezed;
    if (!isDoubling && Math.abs(entry.word.length - word.length) > allowed) continue;
    const distance = isDoubling ? 1 : editDistance(word, entry.word);
    const sameStart = entry.word[0] === word[0];
    const needsSameStart = word.length === SHORTEST_WORD || distance === 2;
    if (distance > allowed || (needsSameStart && !sameStart)) continue;
    const candidate = { ...entry, distance, sameStart };
    if (!best || isBetter(candidate, best)) best = candidate;
  }
  return best?.word;
}

const SHORTEST_WORD = 4;
const LONG_WORD = 8;

interface Candidate extends VocabularyEntry {
  readonly distance: number;
  readonly sameStart: boolean;
}

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.distance !== other.distance) return one.distance < other.distance;
  if (one.sameStart !== other.sameStart) return one.sameStart;
  if (one.weight !== other.weight) return one.weight > other.weight;
  return one.word < other.word;
}

function squeeze(word: string): string {
  return word.replace(/(.)\1+/g, "$1");
}

interface VocabularyEntry {
  readonly word: string;
  readonly squeezed: string;
  /** How likely the word is meant. */
  readonly weight: number;
}

interface Vocabulary {
  /** Everything a word may be corrected to. */
  readonly entries: readonly VocabularyEntry[];
  readonly knownStems: ReadonlySet<string>;
}

let kept: Vocabulary | undefined;

function vocabulary(): Vocabulary {
  kept ??= buildVocabulary();
  return kept;
}

function buildVocabulary(): Vocabulary {
  const weights = new Map<string, number>();
  const add = (word: string, weight: number) => {
    if (/^[a-z]{4,}$/.test(word) && !wordList("stopWords").includes(word)) {
      weights.set(word, statedWeight(word) ?? Math.max(weight, weights.get(word) ?? 0));
    }
  };
  for (const [word, source] of phraseLexicon().words) add(word, DEFAULT_WEIGHTS[source]);
  for (const word of gazetteer().words) add(word, DEFAULT_WEIGHTS.place);
  for (const word of wordList("correctableExtraWords")) add(word, DEFAULT_WEIGHTS.constraint);
  for (const word of wordList("lessonWords")) add(word, DEFAULT_WEIGHTS.lessonWords);
  const known = [...phraseLexicon().words.keys(), ...gazetteer().words];
  return {
    entries: [...weights].map(([word, weight]) => ({ word, squeezed: squeeze(word), weight })),
    knownStems: new Set(known.map(stem)),
  };
}

function isKnown(word: string): boolean {
  return LISTS.some((name) => isInList(name, word)) || isWeekday(word) || isMonth(word) || vocabulary().knownStems.has(stem(word));
}

const LISTS = [
  "stopWords",
  "genericWords",
  "commonWords",
  "uncataloguedWords",
  "correctableExtraWords",
  "lessonWords",
  "protectedTriggerWords",
  "locationPrepositions",
  "ordinals",
] as const;
