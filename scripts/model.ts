import { parseArgs } from "node:util";
import { type Reporter, startVitest } from "vitest/node";

/**
 * `npm run model -- --minutes 10` lets the people of the model test live one life after another, each from a seed of its own, until the time
 * is over or a life goes wrong. `--seed 123` lives that one life again; with `--minutes` it is the first.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
  const minutes = Number(values.minutes ?? (values.seed === undefined ? 10 : 0));
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!Number.isFinite(minutes) || !Number.isInteger(seed)) {
    console.error("Say for how many minutes, --minutes 10, or which life, --seed 123.");
    process.exit(2);
  }
  Object.assign(process.env, { MODEL_SEED: String(seed), MODEL_MINUTES: String(minutes), MODEL_LIVES: "1" });
  const vitest = await startVitest(["test/models/"], { watch: false, reporters: [progressBar(minutes, seed)] });
  await vitest.close();
}

/** Draws how far the lives are, on one line that the next one replaces, or as a line a minute where nobody watches. */
function progressBar(minutes: number, firstSeed: number): Reporter {
  const startedAt = performance.now();
  const { isTTY } = process.stderr;
  let ticking: NodeJS.Timeout | undefined;
  let [seed, lives, commands] = [firstSeed, 0, 0];
  const draw = () => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const share = minutes > 0 ? Math.min(1, seconds / 60 / minutes) : 0;
    const bar = "#".repeat(Math.round(share * WIDTH)).padEnd(WIDTH, ".");
    const counts = `${lives} lives  ${commands} commands  ${Math.round(commands / seconds)}/s  seed ${seed}`;
    const line = minutes > 0 ? `[${bar}] ${clock(seconds)} of ${clock(minutes * 60)}  ${counts}` : `${clock(seconds)}  ${counts}`;
    process.stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  return {
    onTestRunStart() {
      ticking = setInterval(draw, isTTY ? 250 : 60_000);
    },
    onTestCaseAnnotate(_test, { message, type }) {
      if (type !== "life") return;
      const life: { readonly seed: number; readonly commands: number } = JSON.parse(message);
      [seed, lives, commands] = [life.seed + 1, lives + 1, commands + life.commands];
    },
    onTestRunEnd(modules, unhandled) {
      clearInterval(ticking);
      draw();
      const tests = modules.flatMap((module) => [...module.children.allTests()]);
      const errors = [
        ...modules.flatMap((module) => module.errors()),
        ...tests.flatMap((test) => test.result().errors ?? []),
        ...unhandled,
      ];
      for (const error of errors) console.error(`\n${error.message}\n${differenceIn(error)}`);
      console.log(errors.length === 0 ? "\nNo life went wrong." : `\nLive it again: npm run model -- --seed ${seed}`);
    },
  };
}

/** What was expected and what came instead, where the first cause of all knows it. */
function differenceIn({ cause, diff }: Wrong): string {
  return cause === undefined ? String(diff ?? "") : differenceIn(cause);
}

/** An error as vitest hands it on: a failed comparison has a `diff`. */
interface Wrong {
  readonly cause?: Wrong;
  readonly diff?: unknown;
}

const WIDTH = 24;

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

await main();
