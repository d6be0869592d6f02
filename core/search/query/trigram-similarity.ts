/** How much two phrases share of their three-letter windows, 0 to 1 (QP-20). */
export function trigramSimilarity(one: string, other: string): number {
  const ofOne = trigrams(one);
  const ofOther = trigrams(other);
  const shared = ofOne.intersection(ofOther).size;
  return shared === 0 ? 0 : shared / (ofOne.size + ofOther.size - shared);
}

function trigrams(phrase: string): Set<string> {
  const windows = new Set<string>();
  for (const [word] of phrase.matchAll(/[a-z0-9]+/g)) {
    const padded = `  ${word} `;
    for (let start = 0; start + 3 <= padded.length; start++) windows.add(padded.slice(start, start + 3));
  }
  return windows;
}
