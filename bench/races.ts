import { KINDS } from "./races/attempts.ts";
import { holdRaces, type RacesHeld } from "./races/hold-races.ts";
import type { Outcome } from "./races/run-races.ts";
import { type Cell, figure, printTable, progress } from "./report.ts";
import { quantile } from "./statistics.ts";

const ATTEMPTS = 10_000;
const CONNECTIONS = 64;
/** So many of the sentences about one wrong are printed. */
const MOST_SENTENCES = 10;

/** (e) Many who want the same few lessons at once. The run fails if anything stored or answered is wrong. */
export async function benchRaces(): Promise<void> {
  const attempts = Number(process.env.RACE_ATTEMPTS ?? ATTEMPTS);
  const seed = Number(process.env.RACE_SEED ?? Math.floor(Math.random() * 1e9));
  const held = await holdRaces({ attempts, connections: CONNECTIONS, seed, progress });
  report(held, seed);
  if (Object.values(held.wrongs).some((sentences) => sentences.length > 0)) process.exitCode = 1;
}

function report({ outcomes, seconds, bookings, wrongs }: RacesHeld, seed: number): void {
  const rows = KINDS.map((kind) =>
    rowOf(
      kind,
      outcomes.filter(({ attempt }) => attempt.kind === kind),
    ),
  );
  const verdicts = Object.entries(wrongs).map(([what, sentences]) => `${sentences.length} ${what}`);
  const sentences = Object.values(wrongs).flatMap((all) => all.slice(0, MOST_SENTENCES));
  printTable("(e) Races over HTTP", ["operation", "attempts", "done", "p50 ms", "p95 ms", "refused, and why"], rows, [
    `${outcomes.length} attempts over ${CONNECTIONS} connections in ${figure(seconds)} s: ${figure(outcomes.length / seconds)} a second, ${bookings} bookings (RACE_SEED=${seed}).`,
    `Read back from the table and compared with every answer: ${verdicts.join(", ").replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)}.`,
    ...sentences,
  ]);
}

function rowOf(name: string, outcomes: readonly Outcome[]): Cell[] {
  const durations = outcomes.map(({ durationMs }) => durationMs);
  const done = outcomes.filter(({ status }) => status < 400).length;
  const refusals = Map.groupBy(
    outcomes.filter(({ status }) => status >= 400),
    ({ code, status, bookingStatus }) => [code ?? status, bookingStatus].filter(Boolean).join(" "),
  );
  const why = [...refusals].sort(([, some], [, others]) => others.length - some.length).map(([code, { length }]) => `${length} ${code}`);
  return [name, outcomes.length, done, quantile(durations, 0.5), quantile(durations, 0.95), why.join(", ")];
}
