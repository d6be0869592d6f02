import fc from "fast-check";
import { expect, it } from "vitest";
import { required } from "../../core/errors.ts";
import { addDays, formatMinutes, type LocalDate } from "../../core/time.ts";
import { useClock } from "../support/clock.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { book, EMPTY_VERSION, MONDAY, NOW, open, readWeek, save, THURSDAY, windowsOn } from "./own-week.ts";

useTable();
useClock(NOW);
withoutRateLimits();

const WEEK = [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(MONDAY, days));

/** A day as a list of what its 288 slots are open for. */
type Slots = readonly (string | undefined)[];
type Hours = ReadonlyMap<LocalDate, Slots>;

interface Window {
  readonly from: number;
  readonly to: number;
  readonly formats: string;
}

interface Edit {
  readonly days: readonly { readonly date: LocalDate; readonly windows: readonly Window[] }[];
  readonly clearExisting: boolean;
  readonly seen: "present" | "stale" | "none";
}

const minutes = fc.oneof(
  fc.integer({ min: 0, max: 24 }).map((hour) => hour * 60),
  fc.integer({ min: 0, max: 288 }).map((slot) => slot * 5),
);
const aWindow: fc.Arbitrary<Window> = fc.record({
  from: minutes.filter((at) => at < 1_440),
  to: minutes,
  formats: fc.constantFrom("any", "any", "any", "no_travel", "online_only"),
});
const anEdit: fc.Arbitrary<Edit> = fc.record({
  days: fc.uniqueArray(fc.record({ date: fc.constantFrom(...WEEK), windows: fc.array(aWindow, { maxLength: 3 }) }), {
    selector: (day) => day.date,
    maxLength: 4,
  }),
  clearExisting: fc.boolean(),
  seen: fc.constantFrom("present", "present", "stale", "none"),
});

it("AVW-4 AVW-5 AVW-6 AVW-8 AVW-10 AVW-11 AV-2 AV-3 AV-4 AV-5 AV-6 any sequence of saves does what a list of slots says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anEdit, { minLength: 1, maxLength: 5 }), async (edits) => {
      const instructor = await signedIn({ role: "instructor" });
      await save(instructor, { days: [open(THURSDAY, "09:00-17:00")] });
      await book(instructor.userId, { date: THURSDAY, startTime: "14:00", durationMinutes: 90, locationType: "online" });
      let model: Hours = new Map(
        WEEK.map((date) => [date, date === THURSDAY ? painted([{ from: 540, to: 1_020, formats: "any" }]) : closed()]),
      );

      for (const { days, clearExisting, seen } of edits) {
        const { version: present } = (await readWeek(instructor)).body;
        const version = seen === "present" ? present : EMPTY_VERSION.replace("6", "7");
        const sent = days.map(({ date, windows }) => open(date, ...windows.map(textOf)));
        const reply = await save(instructor, { days: sent, clearExisting, ...(seen === "none" ? {} : { version }) });
        const expected = edited(model, { days, clearExisting, seen });
        if (typeof expected === "string") {
          expect(reply.problem.code).toBe(expected);
        } else {
          expect(reply.body).toMatchObject(countsOf(model, expected));
          model = expected;
        }
        const { body } = await readWeek(instructor);
        for (const date of WEEK) expect(windowsOn(body, date)).toEqual(windowTexts(slotsOn(model, date)));
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** The week after the edit, or the code of the first thing wrong with it. */
function edited(model: Hours, { days, clearExisting, seen }: Edit): Hours | string {
  const byDate = days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  for (const { date, windows } of byDate) {
    for (const window of windows) {
      if (window.from === endOf(window)) return "EMPTY_WINDOW";
      if (endOf(window) < window.from && date === WEEK.at(-1)) return "OVERNIGHT_LEAVES_WEEK";
    }
  }
  const after = new Map<LocalDate, Slots>();
  let overnight: Window[] = [];
  for (const date of WEEK) {
    const sent = days.find((day) => day.date === date)?.windows;
    const late = (sent ?? []).filter((window) => endOf(window) < window.from);
    const own = (sent ?? []).map((window) => (late.includes(window) ? { ...window, to: 1_440 } : window));
    const kept = sent === undefined && !clearExisting ? slotsOn(model, date) : closed();
    const slots = painted([...own, ...overnight], kept);
    if (slots === "WINDOW_OVERLAP") return slots;
    after.set(date, slots);
    overnight = late.map((window) => ({ ...window, from: 0 }));
  }
  return seen === "stale" ? "PRECONDITION_FAILED" : after;
}

function painted(windows: readonly Window[]): Slots;
function painted(windows: readonly Window[], kept: Slots): Slots | "WINDOW_OVERLAP";
function painted(windows: readonly Window[], kept: Slots = closed()): Slots | "WINDOW_OVERLAP" {
  const slots = [...kept];
  for (const window of windows) {
    for (let slot = window.from / 5; slot < endOf(window) / 5; slot++) {
      if (slots[slot] !== undefined && slots[slot] !== window.formats) return "WINDOW_OVERLAP";
      slots[slot] = window.formats;
    }
  }
  return slots;
}

function countsOf(before: Hours, after: Hours) {
  const editedDates = WEEK.filter((date) => slotsOn(before, date).some((formats, slot) => formats !== slotsOn(after, date)[slot]));
  const missing = (from: Hours, to: Hours) =>
    editedDates.flatMap((date) => windowTexts(slotsOn(to, date)).filter((text) => !windowTexts(slotsOn(from, date)).includes(text))).length;
  const lesson = closed().map((_, slot) => (slot >= 168 && slot < 186 && slotsOn(after, THURSDAY)[slot] === undefined ? "any" : undefined));
  return {
    daysWritten: editedDates.length,
    weeksAffected: editedDates.length > 0 ? 1 : 0,
    editedDates,
    windowsCreated: missing(before, after),
    windowsDeleted: missing(after, before),
    skippedDates: [],
    uncoveredLessons: windowTexts(lesson).map((text) => ({ date: THURSDAY, startTime: text.slice(0, 5), endTime: text.slice(6) })),
  };
}

/** Slots in a row with equal formats. */
function windowTexts(slots: Slots): string[] {
  const texts: string[] = [];
  for (let start = 0; start < slots.length; ) {
    let end = start + 1;
    while (end < slots.length && slots[end] === slots[start]) end += 1;
    if (slots[start] !== undefined)
      texts.push(textOf({ from: start * 5, to: end * 5, formats: required(slots[start], "the slot is open") }));
    start = end;
  }
  return texts;
}

function textOf({ from, to, formats }: Window): string {
  return `${formatMinutes(from)}-${formatMinutes(to)}${formats === "any" ? "" : ` ${formats}`}`;
}

/** Midnight after a later start is the end of the day. */
function endOf({ from, to }: Window): number {
  return to === 0 && from > 0 ? 1_440 : to;
}

function closed(): Slots {
  return Array.from({ length: 288 });
}

function slotsOn(hours: Hours, date: LocalDate): Slots {
  return required(hours.get(date), "the model has every date of the week");
}
