import { cutPrice } from "./cut-price.ts";
import { cutAll, cutFirst } from "./query-text.ts";

/**
 * Takes everything out of the text that is a wish about price, person, time, place kind or skill, so that what is left names the subject.
 * The steps come in the order of QP-8 to QP-16; places are cut apart, because they need the gazetteer.
 */
export function cutConstraints(text: string): string {
  return STEPS.reduce((rest, step) => step(rest), text);
}

/** The wishes that come after the places (QP-21, QP-22). */
export function cutSkillAndUrgency(text: string): string {
  return cutAll(text, "skill.aboutTeacher", "skill.beginner", "skill.intermediate", "skill.advanced", "urgency.high", "urgency.medium");
}

const STEPS: readonly ((text: string) => string)[] = [
  (text) => cutAll(text, "radius.within", "radius.size"),
  cutPrice,
  cutDuration,
  cutAudience,
  (text) => cutAll(text, "date.iso", "date.slash", "date.monthDay", "date.dayMonth"),
  cutTime,
  (text) => cutAll(text, "date.weekend", "date.weekday", "date.dayAfterTomorrow", "date.today", "date.tomorrow", "date.relative"),
  (text) => cutAll(text, "type.inPerson", "type.atStudent", "type.atInstructor", "type.online"),
  (text) => cutAll(text, "location.nearMe"),
];

const DURATIONS = ["duration.90", "duration.30", "duration.minutes", "duration.hours", "duration.two", "duration.one"];

/** The first wording that is there counts, and only once (QP-10). */
function cutDuration(text: string): string {
  for (const id of DURATIONS) {
    const rest = cutFirst(text, id);
    if (rest !== text) return rest;
  }
  return text;
}

function cutAudience(text: string): string {
  const rest = cutAll(
    text,
    "age.months",
    "age.years",
    "age.short",
    "age.ages",
    "grade",
    "audience.toddler",
    "audience.kids",
    "audience.teens",
    "audience.adults",
  );
  return rest === text ? rest : cutAll(rest, "age.leftoverKids", "age.leftoverAdults");
}

const WINDOWS = [
  "window.earlyMorning",
  "window.afterSchool",
  "window.afterWork",
  "window.lunch",
  "window.morning",
  "window.afternoon",
  "window.evening",
];

function cutTime(text: string): string {
  const named = text.replace(/\bnoon\b/g, "12pm").replace(/\bmidnight\b/g, "12am");
  let rest = cutFirst(cutFirst(named, "time.between", isTimeSpan), "time.span", isTimeSpan);
  for (const id of ["time.after", "time.before", "time.at", "time.around", "time.bare12", "time.bare24"]) rest = cutFirst(rest, id);
  return cutAll(rest, ...WINDOWS);
}

/** Two bare numbers are times only after "between" or "from", and only as hours of a clock's face (QP-13). */
function isTimeSpan([, word, from, fromMinutes, fromHalf, to, toMinutes, toHalf]: RegExpExecArray): boolean {
  if (fromMinutes || fromHalf || toMinutes || toHalf) return true;
  return Boolean(word) && Number(from) <= 12 && Number(to) <= 12;
}
