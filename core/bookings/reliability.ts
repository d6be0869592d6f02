import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import type { CancellationWindow, Side } from "./booking.ts";

/** What speaks against an instructor: a confirmed lesson cancelled in a window, or not attended. */
export interface ReliabilityMark {
  readonly at: Instant;
  readonly kind: CancellationWindow | "no_show";
}

export type ReliabilityEvent = "instructor.reliability_warning" | "instructor.reliability_review";

export interface Reliability {
  readonly score: number;
  /** The thresholds that the mark has just reached. */
  readonly fired: readonly ReliabilityEvent[];
}

const WEIGHTS = { gte24: 1, "12to24": 2, lt12: 2, no_show: 3 } as const satisfies Record<ReliabilityMark["kind"], number>;
const THRESHOLDS = { "instructor.reliability_warning": 3, "instructor.reliability_review": 6 } as const satisfies Record<
  ReliabilityEvent,
  number
>;
const WINDOW_MS = 90 * DAY_MS;

/**
 * The score after a new mark, over the 90 days up to it (BKC-9, BKN-10). A threshold fires when the mark lifts the score over it; the
 * score sinks only by time, so it fires again only after having sunk below.
 */
export function reliabilityAfter(earlier: readonly ReliabilityMark[], mark: ReliabilityMark): Reliability {
  const oldest = plusMilliseconds(mark.at, -WINDOW_MS);
  const before = earlier.filter(({ at }) => at > oldest).reduce((sum, { kind }) => sum + WEIGHTS[kind], 0);
  const score = before + WEIGHTS[mark.kind];
  const events = ["instructor.reliability_warning", "instructor.reliability_review"] as const;
  return { score, fired: events.filter((event) => before < THRESHOLDS[event] && score >= THRESHOLDS[event]) };
}

/** What a cancellation counts against the instructor: only the own one, and only of a confirmed lesson. */
export function cancellationWeight(by: Side, wasConfirmed: boolean, window: CancellationWindow): number {
  return by === "instructor" && wasConfirmed ? WEIGHTS[window] : 0;
}
