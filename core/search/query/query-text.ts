import { pattern } from "./patterns.ts";

/**
 * What is left of a query while steps take from it. A cut leaves a barrier that no later phrase may cross; a set-aside phrase is one
 * character that no pattern knows, until the services are read.
 */
export interface QueryText {
  readonly text: string;
  readonly setAside: readonly string[];
}

export const BARRIER = "|";
export const COMMA = ",";

const FIRST_MARK = 0xe000;

export function wordsOf(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}

/** Whether a word ends every phrase before it: a barrier, a comma or a set-aside phrase. */
export function isBreak(word: string): boolean {
  return word === BARRIER || word === COMMA || word.charCodeAt(0) >= FIRST_MARK;
}

export function isSetAside(word: string): boolean {
  return word.charCodeAt(0) >= FIRST_MARK;
}

/** The mark that stands for the next phrase to be set aside. */
export function markOf(index: number): string {
  return String.fromCharCode(FIRST_MARK + index);
}

/** The text with every set-aside phrase back in its place, between barriers. */
export function restore({ text, setAside }: QueryText): string {
  return setAside.reduce((result, phrase, index) => result.replace(markOf(index), ` ${BARRIER} ${phrase} ${BARRIER} `), text);
}

/** Cuts the first match that is accepted. */
export function cutFirst(text: string, id: string, accepts: (match: RegExpExecArray) => boolean = () => true): string {
  for (const match of text.matchAll(pattern(id))) {
    if (accepts(match)) return `${text.slice(0, match.index)} ${BARRIER} ${text.slice(match.index + match[0].length)}`;
  }
  return text;
}

export function cutAll(text: string, ...ids: readonly string[]): string {
  return ids.reduce((result, id) => result.replace(pattern(id), ` ${BARRIER} `), text);
}
