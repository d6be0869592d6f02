import { addDays, type Instant, type LocalDate, minutesOf } from "../time.ts";
import { type CalendarDays, dayAround, dayOn } from "./availability-day.ts";
import type { CalendarTerms } from "./bookable-starts.ts";
import type { CalendarWrites, DayCheck } from "./calendar-writes.ts";
import { formatClassOf } from "./format-class.ts";
import { isBookable, type NotBookable } from "./is-bookable.ts";
import { type Lesson, lessonBits, withoutLesson } from "./lesson.ts";
import { or, SLOT_MINUTES, SLOTS_PER_DAY } from "./slot-bitmap.ts";

export interface ClaimInput extends CalendarTerms {
  readonly lesson: Lesson;
  /** At least the lesson's date and its neighbours. */
  readonly days: CalendarDays;
  /** An own lesson of the same instructor, on any of the days, that shall not count as taken. */
  readonly without?: Lesson;
}

/** The writes that take a lesson's time, with the instants it will have. */
export interface Claim extends CalendarWrites {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/**
 * Takes the time of a lesson, or says why it cannot be had (AV-58). Every day that could refuse the lesson is updated or checked by
 * its revision, so of two claims that would disturb each other only one can commit.
 */
export function claim(input: ClaimInput): Claim | NotBookable {
  const { lesson, settings, now } = input;
  const seen = input.without ? withoutLesson(input.days, input.without) : input.days;
  const answer = isBookable({ ...input, ...dayAround(seen, lesson.date), ...lesson });
  if (!answer.ok) return answer;

  // The stored bits are kept, those of `without` too: that lesson gives its time back in a write of its own.
  const { date, busy, busyTravel, revision } = dayOn(input.days, lesson.date);
  const bits = lessonBits(lesson);
  const travels = formatClassOf(lesson.locationType) === "travel";
  return {
    ok: true,
    updates: [
      {
        date,
        ifRevision: revision,
        busy: or(busy, bits),
        busyTravel: travels ? or(busyTravel, bits) : busyTravel,
        revision: revision + 1,
        everBooked: true,
      },
    ],
    checks: neighbourChecks(input),
    settings: { version: settings.version, unlockedAt: now },
    startsAt: answer.startsAt,
    endsAt: answer.endsAt,
  };
}

/** The neighbour days into which the largest buffer around the lesson reaches. */
function neighbourChecks({ lesson, days, settings }: ClaimInput): DayCheck[] {
  const start = minutesOf(lesson.startTime) - settings.travelBufferMinutes;
  const end = minutesOf(lesson.startTime) + lesson.durationMinutes + settings.travelBufferMinutes;
  const dates: LocalDate[] = [];
  if (start < 0) dates.push(addDays(lesson.date, -1));
  if (end > SLOTS_PER_DAY * SLOT_MINUTES) dates.push(addDays(lesson.date, 1));
  return dates.map((date) => ({ date, revision: dayOn(days, date).revision }));
}
