import { beforeAll, describe, expect, it } from "vitest";
import * as searchServices from "../../functions/catalog/search-services.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

useTable();
withoutRateLimits();

const online = (hourlyRateCents: number) => ({ formatPrices: [{ format: "online", hourlyRateCents }] }) as const;

describe("searchServices", () => {
  let cheap: LiveInstructor;
  let fresh: LiveInstructor;

  beforeAll(async () => {
    cheap = await liveInstructor({ firstName: "Tubaldo", lastName: "Diaz", offerings: [{ service: "tuba", ...online(6_000) }] });
    fresh = await liveInstructor({
      firstName: "Wilma",
      profile: { bio: "a".repeat(200) },
      offerings: [{ service: "tuba" }, { service: "trombone" }],
    });
    await liveInstructor({ offerings: [{ service: "tuba" }], profile: { isLive: false } });
    await liveInstructor({ offerings: [{ service: "tuba" }], profile: { payoutsReady: false } });
    await liveInstructor({ offerings: [{ service: "tuba" }], profile: { clearance: "expired" } });
    await liveInstructor({ offerings: [{ service: "tuba" }], accountStatus: "suspended" });
  });

  const search = async (q: string, token?: string) => (await invoke(searchServices, { query: { q }, ...(token ? { token } : {}) })).body;

  it("V-1, SR-63 finds visible instructors only, whatever the index says", async () => {
    const { items, metadata } = await search("tuba lessons");
    expect(items.map(({ instructor }) => instructor.id)).toEqual([fresh.userId, cheap.userId]);
    expect(metadata).toEqual({ matchLevel: "service", count: 2 });
  });

  it("SR-1, SR-51 answers one row per instructor with everything of theirs that matches", async () => {
    const { items } = await search("brass");
    const row = items.find(({ instructor }) => instructor.id === fresh.userId);
    expect(row).toMatchObject({ totalMatchingServices: 2, bestMatch: { relevance: 0.8 }, otherMatches: [{ relevance: 0.8 }] });
  });

  it("shows a card without last name, exact place or account", async () => {
    const [row] = (await search("tuba")).items;
    expect(row?.instructor).toMatchObject({ firstName: "Wilma", lastInitial: "C.", isVerified: true, rating: { average: null, count: 0 } });
    expect(row?.instructor.bioSnippet).toHaveLength(150);
    expect(row?.instructor.teachingLocations).toEqual([
      { label: "Studio", approxLat: 40.78937, approxLng: -73.97711, neighborhoodKey: "nyc-manhattan-upper-west-side" },
    ]);
    expect(JSON.stringify(row)).not.toMatch(/Chen|86th|40\.788\b/);
  });

  it("appends instructors whose name begins with the text", async () => {
    const { items, metadata } = await search("tubal");
    expect(metadata.count).toBe(items.length);
    expect(items.at(-1)).toMatchObject({ instructor: { id: cheap.userId } });
    const exact = await search("wilma c");
    expect(exact.items.map(({ instructor, totalMatchingServices }) => [instructor.id, totalMatchingServices])).toEqual([[fresh.userId, 0]]);
  });

  it("SR-2 finds nobody for what is not taught", async () => {
    expect(await search("quidditch")).toMatchObject({ items: [], metadata: { matchLevel: "none", count: 0 } });
  });

  it("SR-62 is the same for every visitor, and tells a student whom they like", async () => {
    const visitor = await invoke(searchServices, { query: { q: "tuba" } });
    expect(visitor.headers["cache-control"]).toContain("public, max-age=60");
    expect(visitor.body.items[0]?.instructor.isFavorited).toBeNull();
    const { token } = await signedIn();
    expect((await search("tuba", token)).items[0]?.instructor.isFavorited).toBe(false);
  });

  it("refuses a text that is too short", async () => {
    const { status, problem } = await invoke(searchServices, { query: { q: "p" } });
    expect([status, problem.errors?.[0]]).toMatchObject([422, { field: "query.q", code: "TOO_SHORT" }]);
  });
});
