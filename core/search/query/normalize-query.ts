/** The query in lower-case ASCII words, as all lists and patterns expect it; each step builds on the ones before (QP-1). */
export function normalizeQuery(text: string): string {
  const lower = text.normalize("NFKD").toLowerCase();
  // Most phrases of the catalog are plain words already; without this line, building the phrase maps takes five times as long.
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(lower)) return lower;
  return STEPS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), lower).trim();
}

const STEPS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\p{M}/gu, ""],
  [/[\u2018\u2019\u201a\u201b\u02bc\u2032`]/g, "'"],
  [/[\u201c-\u201f\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/\b([ap])\.\s?m\b\.?/g, "$1m"],
  [/&/g, " and "],
  [/@/g, " at "],
  [/~/g, " around "],
  [/(?<!\d)\+/g, " and "],
  [/(?<=[a-z])\/(?=[a-z])/g, " or "],
  [/'s\b/g, ""],
  [/'/g, ""],
  // A hyphen stays in "40-60", "40-$60" and "9am-5".
  [/(?<!\d(?=-[\d$]))(?<![ap]m(?=-\d))-/g, " "],
  [/(?<=\d),(?=\d{3}\b)/g, ""],
  [/,/g, " , "],
  [/(?<!\d)\.|\.(?!\d)/g, " "],
  [/[^a-z0-9$.,:/\-+ ]/g, " "],
  [/ {2,}/g, " "],
];
