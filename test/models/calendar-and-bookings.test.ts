import { describe, it, vi } from "vitest";
import { useClock } from "../support/clock.ts";
import { useTable } from "../support/table.ts";
import { saveWeek } from "./commands/hours.ts";
import type { Life } from "./life.ts";
import type { WeekWindow } from "./rules/hours.ts";
import { live, STARTS, STEPS, storyOf } from "./story.ts";

// Random lives of three instructors and four students, against a model that is slow and obvious. Each life has a seed of its own:
// MODEL_SEED is that of the first, MODEL_LIVES says how many there are, or MODEL_MINUTES for how long they go on (`npm run model`).

const table = useTable();
useClock(STARTS[0]);
vi.stubEnv("RATE_LIMIT_MODE", "stub");

const SEED = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const LIVES = Number(process.env.MODEL_LIVES ?? 26);
const MINUTES = Number(process.env.MODEL_MINUTES ?? 0);

const RULES =
  "AV-5, AV-6, AV-30, AV-31, AV-35..AV-39, AV-46..AV-57, AV-59, AV-62, AVW-4, AVW-6, AVW-7, AVW-9, AVW-10, AVW-13..AVW-15, AVW-17, " +
  "BLK-1..BLK-5, SET-2, SET-6, BK-27..BK-32, BK-51, BK-52, BK-57, BK-60, BK-62, BKC-1, BKC-4, BKC-6, BKR-2..BKR-6, BKR-8, BKR-9, " +
  "BKN-1, BKN-2, BKN-4..BKN-9, BKN-11, BKN-12, BKE-7..BKE-9, BKL-30, BKL-31";

describe(`calendar and bookings (MODEL_SEED=${SEED})`, () => {
  it(`${RULES} do what a calendar on paper would, step by step`, { timeout: MINUTES * 60_000 + 300_000 }, async ({ annotate }) => {
    const until = performance.now() + MINUTES * 60_000;
    const goesOn = (lives: number) => (MINUTES > 0 ? performance.now() < until : lives < LIVES);
    for (let lives = 0; goesOn(lives); lives++) {
      const seed = SEED + lives;
      await live(storyOf(seed), table, openTwoWeeks).catch((error) => {
        throw new Error(`MODEL_SEED=${seed} MODEL_LIVES=1 npm test -- test/models\n${error.message}`, { cause: error });
      });
      // How far it is, for whoever watches a long run.
      if (process.env.MODEL_MINUTES !== undefined) await annotate(JSON.stringify({ seed, commands: STEPS }), "life");
    }
  });
});

/** Everybody teaches by day this week and, an hour longer, the next, and on Sundays by night, when the clocks change. */
async function openTwoWeeks(life: Life): Promise<void> {
  for (const instructor of life.instructors.keys()) {
    for (const weeksAhead of [0, 1]) {
      const evening = (20 + weeksAhead) * 60;
      const days = [0, 1, 2, 3, 4, 5].map((weekday): WeekWindow => ({ weekday, from: 480, to: evening, formats: "any" }));
      const windows = [...days, { weekday: 6, from: 0, to: 1_440, formats: "any" } as const];
      await saveWeek(life, { instructor, weeksAhead, windows, clearExisting: true, isOverride: true });
    }
  }
}
