import fc from "fast-check";
import { required } from "../../core/errors.ts";
import type { Instant } from "../../core/time.ts";
import type { TestTable } from "../support/table.ts";
import { expectAgreement, expectWholeTable } from "./agreement.ts";
import { anyCommand } from "./commands/any-command.ts";
import { beginLife, type Command, type Life } from "./life.ts";

/** When it begins, and what happens one after the other. */
export interface Story {
  readonly start: Instant;
  readonly commands: readonly Command[];
}

/** Where a story goes wrong: after so many of its commands, in these words, and how. */
interface Failure {
  readonly commands: readonly Command[];
  readonly told: readonly string[];
  readonly error: unknown;
}

/** How much happens in a life. */
export const STEPS = 80;

/** Days before the clocks go forward, days before they go back, and a summer without any of it. */
export const STARTS: readonly [Instant, ...Instant[]] = [
  "2026-03-06T15:00:00.000Z",
  "2026-03-07T17:00:00.000Z",
  "2026-06-10T13:00:00.000Z",
  "2026-10-30T14:00:00.000Z",
  "2026-10-31T16:00:00.000Z",
];

const anyStory: fc.Arbitrary<Story> = fc.record({
  start: fc.constantFrom(...STARTS),
  commands: fc.array(anyCommand, { minLength: STEPS, maxLength: STEPS }),
});

/** The one story of a seed. */
export function storyOf(seed: number): Story {
  const [story] = fc.sample(anyStory, { seed, numRuns: 1, unbiased: true });
  return required(story, "a sample of one has one story");
}

/** Lives the story, looking after every step; fails with the shortest story that goes wrong. */
export async function live(story: Story, table: TestTable, prepare: (life: Life) => Promise<void>): Promise<void> {
  const tell = (commands: readonly Command[]) => firstFailure({ ...story, commands }, table, prepare);
  const failure = await tell(story.commands);
  if (failure === undefined) return;
  const { told, error } = await shortened(failure, tell);
  const steps = told.map((text, index) => `  ${index + 1}. ${text}`);
  const words = error instanceof Error ? error.message : String(error);
  throw new Error([`From ${story.start} on, the shortest story that goes wrong:`, ...steps, words].join("\n"), { cause: error });
}

async function firstFailure(
  { start, commands }: Story,
  table: TestTable,
  prepare: (life: Life) => Promise<void>,
): Promise<Failure | undefined> {
  const life = await beginLife(table, start);
  const told: string[] = [];
  try {
    await prepare(life);
    await expectAgreement(life);
    for (const command of commands) {
      told.push(command.text);
      life.aside = undefined;
      await command.run(life);
      if (life.aside !== undefined) told.push(`${told.pop()}: ${life.aside}`);
      await expectAgreement(life);
    }
    await expectWholeTable(life, table);
    return undefined;
  } catch (error) {
    return { commands: commands.slice(0, told.length), told, error };
  } finally {
    life.stored.stop();
  }
}

const PATIENCE_MS = 90_000;

/** Leaves out whatever the failure does not need: halves first, then quarters, at last single commands. */
async function shortened(failure: Failure, tell: (commands: readonly Command[]) => Promise<Failure | undefined>): Promise<Failure> {
  const until = performance.now() + PATIENCE_MS;
  let shortest = failure;
  for (let size = Math.ceil(failure.commands.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < shortest.commands.length && performance.now() < until; ) {
      const { commands } = shortest;
      const without = await tell(commands.toSpliced(from, size));
      if (without) shortest = without;
      else from += size;
    }
  }
  return shortest;
}
