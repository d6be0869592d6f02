import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import type { CancellationWindow, Side } from "./booking.ts";

/** What speaks against an instructor: a confirmed lesson cancelled in a window, or not attended. */
export interface ReliabilityMark {
  readonly at: Instant;
  readonly kind: CancellationWindow | "no_show";
}

export type ReliabilityEvent = "instructor.reliability_warning" | "instructor.reliability_review";

export interface Reliability<Mark extends ReliabilityMark> {
  readonly score: number;
  /** The thresholds that the mark has just reached. */
  readonly fired: readonly ReliabilityEvent[];
  /** The marks that make the score; older ones count for nothing any more. */
  readonly counted: readonly Mark[];
}

const WEIGHTS = { gte24: 1, "12to24": 2, lt12: 2, no_show: 3 } as const satisfies Record<ReliabilityMark["kind"], number>;
const THRESHOLDS = { "instructor.reliability_warning": 3, "instructor.reliability_review": 6 } as const satisfies Record<
  ReliabilityEvent,
  number
>;
/** How long a mark counts. */
export const RELIABILITY_WINDOW_MS = 90 * DAY_MS;

/**
 * The score with a mark that is new, over the 90 days up to the latest mark (BKC-9, BKN-10). A threshold fires when the mark lifts the score
 * over it; the score sinks only by time, so it fires again only after having sunk below. A mark that arrives late lifts the score as it
 * would have in its turn, so that each threshold fires once in whatever order the marks of 90 days arrive.
 */
export function reliabilityAfter<Mark extends ReliabilityMark>(earlier: readonly Mark[], mark: Mark): Reliability<Mark> {
  const latest =
    [...earlier, mark]
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? mark.at;
  const oldest = plusMilliseconds(latest, -RELIABILITY_WINDOW_MS);
  const counted = [...earlier, mark].filter(({ at }) => at > oldest);
  const before = scoreOf(counted.filter((one) => one !== mark));
  const score = scoreOf(counted);
  const events = ["instructor.reliability_warning", "instructor.reliability_review"] as const;
  return { score, fired: events.filter((event) => before < THRESHOLDS[event] && score >= THRESHOLDS[event]), counted };
}

/** What a cancellation counts against the instructor: only the own one, and only of a confirmed lesson. */
export function cancellationWeight(by: Side | "platform" | "payment", wasConfirmed: boolean, window: CancellationWindow): number {
  return by === "instructor" && wasConfirmed ? WEIGHTS[window] : 0;
}

function scoreOf(marks: readonly ReliabilityMark[]): number {
  return marks.reduce((sum, { kind }) => sum + WEIGHTS[kind], 0);
}
