import { matchesAt, pattern } from "./patterns.ts";
import { cutAll, cutFirst } from "./query-text.ts";

const LEAST_BARE_DOLLARS = 20;
const LOWEST_DOLLARS = 1;
const HIGHEST_DOLLARS = 1000;

/** Takes everything that speaks of money out of the text (QP-9); a number counts as a price only where nothing else explains it. */
export function cutPrice(text: string): string {
  let rest = cutFirst(text, "price.range", isRange);
  if (rest === text) rest = cutFirst(cutFirst(rest, "price.max", isMaximum), "price.maxPost", isMaximumAfter);
  rest = cutFirst(cutFirst(rest, "price.min", isMinimum), "price.minPost");
  if (rest === text) rest = cutFirst(rest, "price.target", isTarget);
  for (const id of ["price.rate", "price.words", "price.bare"]) if (rest === text) rest = cutFirst(rest, id, (match) => isPrice(match[2]));
  return cutAll(rest, "sort.price_asc", "sort.rating", "price.budget", "price.premium");
}

function isRange(match: RegExpExecArray): boolean {
  const [whole, word, dollar, low, , separator, otherDollar, high, , perUnit] = match;
  if (!isPrice(low) || !isPrice(high) || (separator === "and" && word !== "between")) return false;
  if (dollar || otherDollar || perUnit?.trim()) return true;
  const bothLarge = Number(low) >= LEAST_BARE_DOLLARS && Number(high) >= LEAST_BARE_DOLLARS;
  return word === "between" && bothLarge && !matchesAt("price.range.notAfter", match.input, match.index + whole.length);
}

function isMaximum(match: RegExpExecArray): boolean {
  const [whole, word = "", dollar, amount, , perUnit] = match;
  if (!isPrice(amount)) return false;
  if (dollar || perUnit?.trim()) return true;
  const mayBeSmall = word.startsWith("max");
  return (mayBeSmall || isLarge(amount)) && endsAsPrice(match.input, match.index + whole.length);
}

function isMaximumAfter([, dollar, amount, , currency]: RegExpExecArray): boolean {
  return isPrice(amount) && (Boolean(dollar || currency) || isLarge(amount));
}

const BARE_MINIMUM_WORDS = new Set(["over", "above", "more than", "at least"]);
const CONTEXT_WORDS = 3;

function isMinimum(match: RegExpExecArray): boolean {
  const [whole, word = "", dollar, amount, , perUnit] = match;
  if (!isPrice(amount)) return false;
  if (dollar || perUnit?.trim()) return true;
  const end = match.index + whole.length;
  if (!BARE_MINIMUM_WORDS.has(word) || !isLarge(amount) || !endsAsPrice(match.input, end)) return false;
  const before = match.input.slice(0, match.index).trim().split(" ").slice(-CONTEXT_WORDS);
  const after = match.input.slice(end).trim().split(" ").slice(0, CONTEXT_WORDS);
  return !speaksOfPeople([...before, ...after].join(" "));
}

function isTarget([, word, dollar, amount, , perUnit]: RegExpExecArray): boolean {
  if (!isPrice(amount)) return false;
  return Boolean(dollar || perUnit?.trim()) || (word !== "near" && isLarge(amount));
}

/** "over 60" beside "adults" is an age. */
function speaksOfPeople(words: string): boolean {
  return words.search(pattern("context.kid")) >= 0 || words.search(pattern("context.adult")) >= 0;
}

function endsAsPrice(text: string, end: number): boolean {
  return matchesAt("price.notAfter", text, end);
}

function isLarge(dollars: string | undefined): boolean {
  return Number(dollars) >= LEAST_BARE_DOLLARS;
}

function isPrice(dollars: string | undefined): boolean {
  return Number(dollars) >= LOWEST_DOLLARS && Number(dollars) <= HIGHEST_DOLLARS;
}
