import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import type { InstructorProfile } from "../instructors/instructor-profile.ts";
import { readVisibleInstructors, type VisibleInstructor } from "../instructors/read-visible-instructors.ts";
import { instructorsNamed, offersOf } from "../table/keys.ts";
import { readRange } from "../table/read.ts";
import { requireCatalogService } from "./catalog.ts";
import type { InstructorService } from "./instructor-service.ts";
import type { MatchLevel } from "./query/match-services.ts";
import { parseServiceQuery } from "./query/parse-service-query.ts";
import { targetServices } from "./query/target-services.ts";
import { type Candidate, type RankedInstructor, rankOfferings } from "./rank-offerings.ts";
import { readOfferings } from "./read-offerings.ts";
import { type SearchResultView, searchResultView } from "./search-result.ts";

export interface ServiceSearch {
  readonly query: string;
  readonly matchLevel: MatchLevel;
  readonly results: readonly SearchResultView[];
}

const MOST_RESULTS = 50;
const MOST_NAMED_RESULTS = 10;

type Targets = ReadonlyMap<string, number>;

/**
 * Finds instructors by what they teach, said in any words, and after them those whose name begins with the text. Two sequential round
 * trips: the index, then everyone it named, so that nobody shows who is not visible any more (SR-63).
 */
export async function searchServices({ principal, now }: Context, query: string): Promise<ServiceSearch> {
  const parsed = parseServiceQuery(query);
  const targets = targetServices(parsed);
  const [offered, named] = await Promise.all([readOffered(targets), readNamed(query)]);
  const [visible, offeredByNamed] = await Promise.all([
    readVisibleInstructors([...offered.map((offering) => offering.instructorId), ...named], now),
    Promise.all(named.map(readOfferings)),
  ]);
  const byService = rankOfferings(candidatesOf(offered, visible, targets), now).slice(0, MOST_RESULTS);
  const found = new Set(byService.map(({ best }) => best.offering.instructorId));
  const activeOfNamed = offeredByNamed.flat().filter(({ isActive, instructorId }) => isActive && !found.has(instructorId));
  const byName = inOrderOf(named, rankOfferings(candidatesOf(activeOfNamed, visible, targets), now)).slice(0, MOST_NAMED_RESULTS);
  const isForStudent = principal.kind === "member" && principal.role === "student";
  const results = [...byService, ...byName].map((row) => searchResultView(row, isForStudent));
  return { query, matchLevel: parsed.matchLevel, results };
}

/** Whoever is only found by name teaches something else, which counts nothing. */
function candidatesOf(
  offerings: readonly InstructorService[],
  visible: ReadonlyMap<UserId, VisibleInstructor>,
  targets: Targets,
): Candidate[] {
  return offerings.flatMap((offering) => {
    const instructor = visible.get(offering.instructorId);
    const relevance = targets.get(requireCatalogService(offering.serviceId).slug) ?? 0;
    return instructor ? [{ offering, instructor, relevance }] : [];
  });
}

/** A category has up to 63 services, and an open query means all 281: the most relevant ones are read, in parallel. */
const MOST_SERVICES = 64;
/** Shared among the services, so that one search reads no more of the index whatever it asks for. */
const MOST_OFFERINGS = 256;

async function readOffered(targets: Targets): Promise<InstructorService[]> {
  const relevant = [...targets].toSorted(([, one], [, other]) => other - one).slice(0, MOST_SERVICES);
  const limit = Math.floor(MOST_OFFERINGS / Math.max(1, relevant.length));
  const pages = relevant.map(([slug]) => readRange<InstructorService>({ ...offersOf(requireCatalogService(slug).serviceId), limit }));
  return (await Promise.all(pages)).flatMap((page) => page.items);
}

/** Some of those in the index may not be visible any more, so more are read than are shown. */
const MOST_NAMES_READ = 2 * MOST_NAMED_RESULTS;

async function readNamed(query: string): Promise<UserId[]> {
  const range = instructorsNamed(query.trim().toLowerCase());
  const { items } = await readRange<InstructorProfile>({ ...range, limit: MOST_NAMES_READ });
  return items.map((profile) => profile.instructorId);
}

function inOrderOf(ids: readonly UserId[], rows: readonly RankedInstructor[]): RankedInstructor[] {
  return ids.flatMap((id) => rows.filter(({ best }) => best.offering.instructorId === id));
}
