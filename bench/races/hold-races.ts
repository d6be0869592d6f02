import { bookingsIn, verdictsOn } from "../../test/support/booking-truth.ts";
import { randomOf } from "../../test/support/random.ts";
import { startRuntimeProcess } from "../../test/support/runtime-process.ts";
import { storedIn } from "../../test/support/runtime-table.ts";
import { untilSettled } from "../../test/support/runtime-work.ts";
import { setStage } from "../http/stage.ts";
import { unexplained } from "./explain.ts";
import { knownAfter } from "./known.ts";
import { makeRacers } from "./racers.ts";
import { bookOpening, type Outcome, runRaces } from "./run-races.ts";

export interface RacesPlan {
  readonly attempts: number;
  readonly connections: number;
  /** The same choices for the same seed; who comes first is up to the machine. */
  readonly seed: number;
  readonly progress: (text: string) => void;
}

export interface RacesHeld {
  readonly outcomes: readonly Outcome[];
  readonly seconds: number;
  readonly bookings: number;
  /** Sentences that say what went wrong, by what it is; all empty when the races were fair. */
  readonly wrongs: Readonly<Record<string, readonly string[]>>;
}

/** After so long nothing is under way any more, however much there was to do. */
const SETTLED_WITHIN_MS = 300_000;

/** Lets many race for the lessons of a few over HTTP against a runtime of their own, and looks at all that is stored afterwards. */
export async function holdRaces({ attempts, connections, seed, progress }: RacesPlan): Promise<RacesHeld> {
  progress("making people");
  const { stage, people: racers } = await setStage(makeRacers, async () => {});
  try {
    const runtime = await startRuntimeProcess({ dataDir: stage.copy(), port: stage.port, seed: false, schedules: false });
    try {
      const track = { racers, port: stage.port, connections };
      const opening = await bookOpening(track);
      await untilSettled(runtime.url, SETTLED_WITHIN_MS);
      const tell = (done: number) => done % 50 === 0 && progress(`racing: ${done} of ${attempts}`);
      const startedAt = performance.now();
      const race = { attempts, known: knownAfter(opening), random: randomOf(seed), progress: tell };
      const outcomes = await runRaces(track, race);
      const seconds = (performance.now() - startedAt) / 1000;
      progress("letting what was set off end");
      await untilSettled(runtime.url, SETTLED_WITHIN_MS);
      const items = await storedIn(runtime.url);
      const bookings = bookingsIn(items);
      const ids = new Set<string>(bookings.map(({ bookingId }) => bookingId));
      const wrongs = {
        ...verdictsOn(items),
        "lost answers": lostAnswers([...opening, ...outcomes], ids),
        "server errors": outcomes
          .filter(({ status }) => status >= 500)
          .map(({ attempt, status, code }) => `${attempt.kind}: ${status} ${code}`),
        unexplained: unexplained(outcomes, bookings),
      };
      return { outcomes, seconds, bookings: bookings.length, wrongs };
    } finally {
      await runtime.stop();
    }
  } finally {
    stage.remove();
  }
}

/** Every booking was answered to somebody, and every booking that was answered is there. */
function lostAnswers(outcomes: readonly Outcome[], bookings: ReadonlySet<string>): string[] {
  const answered = new Set(outcomes.flatMap(({ attempt, bookingId }) => (attempt.kind !== "cancel" && bookingId ? [bookingId] : [])));
  return [
    ...[...answered].filter((id) => !bookings.has(id)).map((id) => `${id} was answered and is not there`),
    ...[...bookings].filter((id) => !answered.has(id)).map((id) => `${id} is there and was never answered`),
  ];
}
