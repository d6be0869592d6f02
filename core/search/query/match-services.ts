import { catalogServices, findCatalogService, requireCategory, requireSubcategory } from "../catalog.ts";
import type { RelatedService } from "../category.ts";
import type { Meaning } from "./phrase-lexicon.ts";
import { type FoundMeaning, scanPhrases, toFourDecimals } from "./scan-phrases.ts";
import { trigramSimilarity } from "./trigram-similarity.ts";

export type MatchLevel = "service" | "subcategory" | "category" | "none";

/** What of the catalog a query names. */
export interface ServiceMatch {
  readonly matchLevel: MatchLevel;
  readonly services: readonly RelatedService[];
  /** `category/subcategory` */
  readonly subcategories: readonly string[];
  readonly categories: readonly string[];
  readonly unmatchedTerms: readonly string[];
  /** The words that were matched or should have been, in order. */
  readonly serviceQuery: string;
}

/** Reads the subjects out of what the other steps left (QP-23 to QP-28); `corrected` are the words that were misspelt. */
export function matchServices(text: string, corrected: ReadonlySet<string>): ServiceMatch {
  const { found, unmatchedTerms, words } = scanPhrases(text, corrected);
  const hasOther = found.some((match) => !isTutoring(match.meaning));
  const named = withoutAncestors(hasOther ? found.filter((match) => !isTutoring(match.meaning)) : found);
  const matched = distinctServices(named);
  const services = matched.length === 0 && named.length === 0 ? closestService(unmatchedTerms) : withRelatives(matched);
  const subcategories = distinct(named.flatMap(({ meaning }) => (meaning.kind === "subcategory" ? [meaning.path] : [])));
  const categories = distinct(named.flatMap(({ meaning }) => (meaning.kind === "category" ? [meaning.slug] : [])));
  const isGuess = named.length === 0 && services.length > 0;
  return {
    matchLevel: levelOf(services, subcategories, categories),
    services,
    subcategories,
    categories,
    unmatchedTerms: isGuess ? [] : unmatchedTerms,
    serviceQuery: words.filter((word) => !(hasOther && TUTORING_WORDS.has(word))).join(" "),
  };
}

const TUTORING_WORDS = new Set(["tutor", "tutors", "tutoring"]);

function isTutoring(meaning: Meaning): boolean {
  return meaning.kind === "category" && meaning.slug === "tutoring";
}

/** "piano and music": whoever names the service does not mean everything above it. */
function withoutAncestors(found: readonly FoundMeaning[]): FoundMeaning[] {
  const matchedServices = found.flatMap(({ meaning }) => (meaning.kind === "service" ? (findCatalogService(meaning.slug) ?? []) : []));
  const matchedSubcategories = found.flatMap(({ meaning }) => (meaning.kind === "subcategory" ? [requireSubcategory(meaning.path)] : []));
  const subcategoryIds = new Set(matchedServices.map((service) => service.subcategoryId));
  const categoryIds = new Set([...matchedServices, ...matchedSubcategories].map(({ categoryId }) => categoryId));
  return found.filter(({ meaning }) => {
    if (meaning.kind === "subcategory") return !subcategoryIds.has(requireSubcategory(meaning.path).subcategoryId);
    return meaning.kind === "service" || !categoryIds.has(requireCategory(meaning.slug).categoryId);
  });
}

function distinctServices(found: readonly FoundMeaning[]): RelatedService[] {
  const bySlug = new Map<string, RelatedService>();
  for (const { meaning, relevance } of found) {
    if (meaning.kind !== "service") continue;
    bySlug.set(meaning.slug, { slug: meaning.slug, relevance: Math.max(relevance, bySlug.get(meaning.slug)?.relevance ?? 0) });
  }
  return [...bySlug.values()];
}

function withRelatives(matched: readonly RelatedService[]): RelatedService[] {
  const services = [...matched];
  for (const { slug } of matched) {
    for (const relative of findCatalogService(slug)?.alsoMatches ?? []) {
      if (!services.some((service) => service.slug === relative.slug)) services.push(relative);
    }
  }
  return services;
}

const LEAST_SIMILARITY = 0.45;
const GUESS_RELEVANCE = 0.8;

/** The service whose name is most like the words, when nothing else was understood (QP-27); of equals the first name by alphabet. */
function closestService(terms: readonly string[]): RelatedService[] {
  const wanted = terms.join(" ");
  let best = { name: "", slug: "", similarity: LEAST_SIMILARITY };
  for (const { name, slug } of catalogServices()) {
    const similarity = trigramSimilarity(wanted, name.toLowerCase());
    const isBetter = similarity > best.similarity || (similarity === best.similarity && (best.slug === "" || name < best.name));
    if (isBetter) best = { name, slug, similarity };
  }
  return best.slug === "" ? [] : [{ slug: best.slug, relevance: toFourDecimals(GUESS_RELEVANCE * best.similarity) }];
}

function levelOf(services: readonly unknown[], subcategories: readonly unknown[], categories: readonly unknown[]): MatchLevel {
  if (services.length > 0) return "service";
  if (subcategories.length > 0) return "subcategory";
  return categories.length > 0 ? "category" : "none";
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
