import type { KnownLesson, Wish } from "./attempts.ts";
import type { Instructor } from "./racers.ts";
import type { Answered, Outcome } from "./run-races.ts";

/** What is known while the races run: lessons to move and cancel, and the version of each week as it was last answered. */
export interface Known {
  readonly lessons: KnownLesson[];
  readonly versions: Map<Instructor, string>;
}

/** What is known once all that was booked is paid for. */
export function knownAfter(opening: readonly Outcome[]): Known {
  const known: Known = { lessons: [], versions: new Map() };
  for (const { attempt, bookingId } of opening)
    if (attempt.kind === "book" && bookingId) known.lessons.push(lessonOf(attempt, bookingId, true));
  return known;
}

/** Lessons that are over stay known to some for a while, so that they are cancelled and moved too late. */
const KNOWN_AFTER_END = 0.25;

/** What an answer tells everybody. */
export function learn(
  { attempt, status, bookingStatus, bookingId, version }: Answered,
  { lessons, versions }: Known,
  random: () => number,
): void {
  if (attempt.kind === "save") {
    if (version !== undefined) versions.set(attempt.instructor, version);
    return;
  }
  if (attempt.kind !== "book") {
    const isOver = bookingStatus === "CANCELLED" || (status < 400 && random() > KNOWN_AFTER_END);
    const index = lessons.indexOf(attempt.lesson);
    if (isOver && index >= 0) lessons.splice(index, 1);
  }
  if (attempt.kind === "cancel" || bookingId === undefined) return;
  lessons.push(lessonOf(attempt, bookingId, attempt.kind === "move"));
}

function lessonOf(
  { student, instructor, date, startTime, durationMinutes, locationType }: Wish,
  bookingId: string,
  isPaid: boolean,
): KnownLesson {
  return { student, instructor, date, startTime, durationMinutes, locationType, bookingId, isPaid };
}
