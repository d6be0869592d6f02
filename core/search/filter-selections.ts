import { DomainError, type FieldError } from "../errors.ts";
import type { Subcategory } from "./category.ts";
import { INVALID_CONTENT_FILTERS, INVALID_FILTER_SELECTION } from "./search-errors.ts";

/** Filter key to chosen values, such as `{ skill_level: ["beginner"] }`. */
export type FilterSelections = Readonly<Record<string, readonly string[]>>;

const MOST_KEYS = 10;
const MOST_VALUES = 20;
const LONGEST_PARAMETER = 2000;

/** Every problem of an offering's selections at once; an offering may only choose what its subcategory lists (TX-1, TX-2). */
export function filterSelectionErrors(subcategory: Subcategory, selections: FilterSelections): FieldError[] {
  const keys = Object.entries(selections);
  const errors = keys.flatMap(([key, values]) => keyErrors(subcategory, key, values));
  if (keys.length > MOST_KEYS) errors.unshift({ field: AT, code: "TOO_MANY", message: `At most ${MOST_KEYS} filters.` });
  return errors;
}

export function checkFilterSelections(subcategory: Subcategory, selections: FilterSelections): void {
  const errors = filterSelectionErrors(subcategory, selections);
  if (errors.length === 0) return;
  throw new DomainError(INVALID_FILTER_SELECTION, "Choose only filters and values that the subcategory lists.", {}, { errors });
}

/**
 * Whether an offering satisfies the wanted filters: every key, and of each key any value (TX-4). Whoever names no skill level teaches all
 * of them; any other filter left out is a no.
 */
export function matchesFilters(offered: FilterSelections, wanted: FilterSelections): boolean {
  return Object.entries(wanted).every(([key, values]) => {
    const chosen = offered[key] ?? [];
    if (chosen.length === 0) return key === "skill_level";
    return values.some((value) => chosen.includes(value));
  });
}

/** In the order of their names: the table gives the members of a map back in any order, which would change what a cache knows them by. */
export function inOrder(selections: FilterSelections): FilterSelections {
  return Object.fromEntries(Object.entries(selections).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Reads `key:v1,v2|key2:v3` (TX-3). */
export function parseContentFilters(parameter: string): FilterSelections {
  const parts = parameter.split("|").map((part) => /^\s*([a-z_]+)\s*:(.*)$/.exec(part));
  const selections: Record<string, string[]> = {};
  for (const part of parts) {
    const [, key, list] = part ?? [];
    const values = (list ?? "").split(",").map((value) => value.trim());
    const isMalformed = key === undefined || key in selections || values.includes("") || values.length > MOST_VALUES;
    if (isMalformed || parts.length > MOST_KEYS || parameter.length > LONGEST_PARAMETER) throw invalidContentFilters();
    selections[key] = values;
  }
  return selections;
}

const AT = "/filterSelections";

function keyErrors(subcategory: Subcategory, key: string, values: readonly string[]): FieldError[] {
  const field = `${AT}/${key}`;
  const filter = subcategory.filters.find((candidate) => candidate.key === key);
  if (!filter) return [{ field, code: "UNKNOWN_FIELD", message: `${subcategory.name} has no filter ${key}.` }];
  if (values.length > MOST_VALUES) return [{ field, code: "TOO_MANY", message: `At most ${MOST_VALUES} values.` }];
  return values.flatMap((value, index): FieldError[] => {
    const at = `${field}/${index}`;
    if (!filter.options.includes(value))
      return [{ field: at, code: "NOT_IN_ENUM", message: `Choose one of ${filter.options.join(", ")}.` }];
    return values.indexOf(value) < index ? [{ field: at, code: "NOT_UNIQUE", message: "Give each value once." }] : [];
  });
}

function invalidContentFilters(): DomainError {
  return new DomainError(INVALID_CONTENT_FILTERS, "Write contentFilters as key:value,value|key:value.");
}
