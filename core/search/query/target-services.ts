import { catalogServices, requireCategory, requireSubcategory } from "../catalog.ts";
import type { ServiceMatch } from "./match-services.ts";
import { trigramSimilarity } from "./trigram-similarity.ts";

const SUBCATEGORY_RELEVANCE = 0.8;
const CATEGORY_RELEVANCE = 0.7;
const ANY_RELEVANCE = 0.5;

/** How relevant each service is to what was asked, by slug; where several reasons apply, the highest (SR-1). Empty: nothing we teach (SR-2). */
export function targetServices(match: ServiceMatch): ReadonlyMap<string, number> {
  const targets = new Map<string, number>();
  const raise = (slug: string, relevance: number) => targets.set(slug, Math.max(relevance, targets.get(slug) ?? 0));
  for (const { slug, relevance } of match.services) raise(slug, relevance);
  for (const path of match.subcategories) {
    for (const { slug } of requireSubcategory(path).services) raise(slug, SUBCATEGORY_RELEVANCE);
  }
  for (const category of match.categories) {
    for (const { slug } of requireCategory(category).subcategories.flatMap(({ services }) => services)) raise(slug, CATEGORY_RELEVANCE);
  }
  const isOpen = match.matchLevel === "none" && match.unmatchedTerms.length === 0;
  if (isOpen) for (const { slug } of catalogServices()) raise(slug, ANY_RELEVANCE);
  return targets;
}

const SUGGESTIONS = 3;
const LEAST_SUGGESTED_SIMILARITY = 0.3;

/** Names to try instead of what we do not teach (SR-2); when none is alike, the services in demand, best first. */
export function suggestedServices(unmatchedTerms: readonly string[], inDemand: readonly string[]): string[] {
  const wanted = unmatchedTerms.join(" ");
  const alike = catalogServices()
    .map(({ name }) => ({ name, similarity: trigramSimilarity(wanted, name.toLowerCase()) }))
    .filter(({ similarity }) => similarity >= LEAST_SUGGESTED_SIMILARITY)
    .toSorted((one, other) => other.similarity - one.similarity || (one.name < other.name ? -1 : 1));
  return (alike.length > 0 ? alike.map(({ name }) => name) : inDemand).slice(0, SUGGESTIONS);
}
