import { longestPhraseAt } from "./phrase-lexicon.ts";
import { COMMA, isSetAside, markOf, type QueryText, wordsOf } from "./query-text.ts";
import { isInList, isWeekday } from "./word-lists.ts";

/** Sets phrases aside whose words would be misread later on: "sat prep" is no Saturday, "video editing" no online lesson (QP-6). */
export function protectPhrases(text: string): QueryText {
  const words = wordsOf(text);
  const kept: string[] = [];
  const setAside: string[] = [];
  for (let position = 0; position < words.length; ) {
    const wordCount = longestPhraseAt(words, position)?.wordCount ?? 1;
    const phrase = words.slice(position, position + wordCount);
    if (wordCount > 1 && phrase.some((word) => isInList("protectedTriggerWords", word))) {
      kept.push(markOf(setAside.length));
      setAside.push(phrase.join(" "));
    } else {
      kept.push(...phrase);
    }
    position += wordCount;
  }
  return { text: kept.join(" "), setAside };
}

/** Sets "sat" aside as the exam wherever nothing makes it a Saturday (QP-7). */
export function protectSatExam({ text, setAside }: QueryText): QueryText {
  const words = wordsOf(text);
  const phrases = [...setAside];
  const kept = words.map((word, position) => {
    if (word !== "sat" || isSaturday(words, position)) return word;
    phrases.push(word);
    return markOf(phrases.length - 1);
  });
  return { text: kept.join(" "), setAside: phrases };
}

const BEFORE_A_DAY = new Set(["on", "this", "next", "every", "by", "until"]);
const AFTER_A_DAY = new Set(["at", "after", "before", "around", "morning", "afternoon", "evening", "night", "noon"]);
const BETWEEN_DAYS = new Set(["or", "and", COMMA]);

function isSaturday(words: readonly string[], position: number): boolean {
  const [beforeLast = "", previous = ""] = [words[position - 2], words[position - 1]];
  const [next = "", afterNext = ""] = [words[position + 1], words[position + 2]];
  return (
    BEFORE_A_DAY.has(previous) ||
    isWeekday(previous) ||
    isWeekday(next) ||
    AFTER_A_DAY.has(next.replace(/s$/, "")) ||
    /^\d/.test(next) ||
    (BETWEEN_DAYS.has(previous) && isWeekday(beforeLast)) ||
    (BETWEEN_DAYS.has(next) && isWeekday(afterNext)) ||
    namesAnotherSubject(words.toSpliced(position, 1, COMMA))
  );
}

const LONGEST_SUBJECT_WORDS = 3;

/** "piano sat" names its subject already, so "sat" is the day; a tutor is wanted for the exam as well. */
function namesAnotherSubject(words: readonly string[]): boolean {
  return words.some((word, position) => {
    if (isSetAside(word)) return true;
    const { meaning } = longestPhraseAt(words.slice(0, position + LONGEST_SUBJECT_WORDS), position) ?? {};
    return meaning !== undefined && !(meaning.kind === "category" && meaning.slug === "tutoring");
  });
}
