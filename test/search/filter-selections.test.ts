import { describe, expect, it } from "vitest";
import { requireSubcategory } from "../../core/search/catalog.ts";
import {
  checkFilterSelections,
  filterSelectionErrors,
  inOrder,
  matchesFilters,
  parseContentFilters,
} from "../../core/search/filter-selections.ts";

const piano = requireSubcategory("music/piano");

describe("filter selections", () => {
  it("TX-2 accepts what the subcategory lists", () => {
    expect(filterSelectionErrors(piano, { skill_level: ["beginner", "advanced"], goal: ["hobby"] })).toEqual([]);
  });

  it("TX-2 names every problem, each with its place", () => {
    const selections = { skill_level: ["beginner", "expert", "beginner"], medium: ["oil"] };
    expect(filterSelectionErrors(piano, selections)).toMatchObject([
      { field: "/filterSelections/skill_level/1", code: "NOT_IN_ENUM" },
      { field: "/filterSelections/skill_level/2", code: "NOT_UNIQUE" },
      { field: "/filterSelections/medium", code: "UNKNOWN_FIELD" },
    ]);
    expect(() => checkFilterSelections(piano, selections)).toThrowError(expect.objectContaining({ code: "INVALID_FILTER_SELECTION" }));
  });

  it("TX-1, TX-2 refuses an option of the filter that the subcategory does not list", () => {
    expect(filterSelectionErrors(piano, { goal: ["self_defense"] })).toMatchObject([{ code: "NOT_IN_ENUM" }]);
  });

  it("TX-4 wants every key and any value, and takes a missing skill level for all levels", () => {
    const offered = { goal: ["hobby", "performance"] };
    expect(matchesFilters(offered, { goal: ["competition", "hobby"], skill_level: ["advanced"] })).toBe(true);
    expect(matchesFilters(offered, { goal: ["competition"] })).toBe(false);
    expect(matchesFilters({}, { goal: ["hobby"] })).toBe(false);
    expect(matchesFilters({ skill_level: ["beginner"] }, { skill_level: ["advanced"] })).toBe(false);
  });
});

it("API-34 selections are shown in one order, whichever the table gives them back in", () => {
  const shown = [
    { goal: ["hobby"], age: ["kids"] },
    { age: ["kids"], goal: ["hobby"] },
  ].map((selections) => JSON.stringify(inOrder(selections)));
  expect(shown).toEqual(Array(2).fill('{"age":["kids"],"goal":["hobby"]}'));
});

describe("content filters", () => {
  it("TX-3 reads keys and values", () => {
    expect(parseContentFilters("goal:hobby,performance|style:jazz")).toEqual({ goal: ["hobby", "performance"], style: ["jazz"] });
  });

  it.each(["", "goal", "goal:", "goal:a|goal:b", "goal:a,,b", "goal:a|", `goal:${"a,".repeat(20)}a`, `goal:${"a".repeat(2000)}`])(
    "TX-3 refuses the malformed %j",
    (parameter) => {
      expect(() => parseContentFilters(parameter)).toThrowError(expect.objectContaining({ code: "INVALID_CONTENT_FILTERS" }));
    },
  );
});
