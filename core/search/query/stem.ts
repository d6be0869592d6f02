/** A word without its plural ending; only for comparing words, never shown (QP-2). */
export function stem(word: string): string {
  if (word.length <= 3 || !word.endsWith("s") || word.endsWith("ss")) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:ch|sh|x|z|ss)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

export function stemPhrase(phrase: string): string {
  return phrase.split(" ").map(stem).join(" ");
}
