import type { LocalDate } from "../../../core/time.ts";
import { instructorAt, lineOn, type Model, type ModelBooking, type ModelInstructor, takesTime, todayOf, type Wish } from "../model.ts";
import { dateAt, minuteAt, momentsAt, plusDays } from "../wall-clock.ts";
import { lettersOf } from "./lines.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A lesson on the instructor's calendar, whoever takes it. */
type Lesson = Omit<Wish, "student">;

/** What booking answers: `201` or the code of the refusal. */
export function bookingAnswer(model: Model, wish: Wish): string {
  const unpaid = model.bookings.filter((booking) => booking.student === wish.student && booking.status === "PENDING");
  if (unpaid.length >= 5) return "TOO_MANY_UNPAID_BOOKINGS";
  return timeAnswer(model, wish, model.bookings);
}

/** What moving answers, if the card says yes where it is asked. */
export function moveAnswer(model: Model, booking: ModelBooking, wish: Wish): string {
  const { now } = model;
  const { status, startsAt, report, dispute } = booking;
  if (status !== "CONFIRMED") return "BOOKING_NOT_RESCHEDULABLE";
  if (report?.isOpen || dispute?.isOpen) return "PAYMENT_STATE_CONFLICT";
  if (now >= startsAt) return "LESSON_STARTED";
  if (booking.isLocked) return "RESCHEDULE_LOCKED";
  if (startsAt - now < 12 * HOUR) return "RESCHEDULE_WINDOW_CLOSED";
  if (booking.date === wish.date && booking.from === wish.from) return "NOTHING_TO_CHANGE";
  const others = model.bookings.filter((other) => other !== booking);
  return timeAnswer(model, wish, others);
}

/** Less than a day before either time the card is asked at once, and may say no. */
export function asksCard({ now }: Model, ...starts: readonly number[]): boolean {
  return starts.some((start) => start - now < 24 * HOUR);
}

/** When a lesson that can be booked starts. */
export function startOf(model: Model, { instructor, date, from }: Wish): number {
  const [start, ...more] = momentsAt(instructorAt(model, instructor).zone, date, from);
  if (start === undefined || more.length > 0) throw new Error(`${date} ${from} is not one moment`);
  return start;
}

/** Both sides of the time among the bookings: the instructor's, then the student's. */
function timeAnswer(model: Model, wish: Wish, bookings: readonly ModelBooking[]): string {
  const refusal = calendarRefusal(model, wish, bookings);
  if (refusal !== undefined) return refusal;
  const startsAt = startOf(model, wish);
  const endsAt = startsAt + (wish.to - wish.from) * MINUTE;
  const mine = bookings.filter((booking) => booking.student === wish.student && takesTime(booking));
  return mine.some((other) => other.startsAt < endsAt && startsAt < other.endsAt) ? "STUDENT_TIME_CONFLICT" : "201";
}

/** Why the instructor's calendar does not have the time, whoever asks. */
export function calendarRefusal(model: Model, wish: Lesson, bookings: readonly ModelBooking[]): string | undefined {
  const instructor = instructorAt(model, wish.instructor);
  if (wish.to > 1_440) return "CROSSES_MIDNIGHT";
  return clockRefusal(model, instructor, wish) ?? dayRefusal(instructor, wish) ?? neighbourRefusal(instructor, wish, bookings);
}

function clockRefusal(model: Model, instructor: ModelInstructor, lesson: Lesson): string | undefined {
  const { now } = model;
  const { date, from, to } = lesson;
  const seen = Array.from({ length: (to - from) / 5 }, (_, step) => momentsAt(instructor.zone, date, from + step * 5).length);
  if (seen.includes(0)) return "TIME_DOES_NOT_EXIST";
  if (seen.includes(2)) return "TIME_AMBIGUOUS";
  const [startsAt = Number.NaN] = momentsAt(instructor.zone, date, from);
  if (startsAt < now) return "START_IN_PAST";
  if (startsAt < now + (travels(lesson) ? 3 : 1) * HOUR) return "MINIMUM_NOTICE";
  if (isTooEarly(model, instructor, lesson)) return "OVERNIGHT_PROTECTION";
  return date > plusDays(todayOf(model, instructor), instructor.bookingHorizonDays) ? "BEYOND_HORIZON" : undefined;
}

/** From eight in the evening until the morning's first hour, the lessons before that hour cannot be had any more. */
function isTooEarly({ now }: Model, { zone, overnightProtectionEnabled }: ModelInstructor, lesson: Lesson): boolean {
  const today = dateAt(now, zone);
  const hour = Math.floor(minuteAt(now, zone) / 60);
  const earliest = travels(lesson) ? 11 : 9;
  const protectedDate: LocalDate | undefined = hour >= 20 ? plusDays(today, 1) : hour < earliest ? today : undefined;
  return overnightProtectionEnabled && lesson.date === protectedDate && lesson.from < earliest * 60;
}

function dayRefusal(instructor: ModelInstructor, { date, from, to, place }: Lesson): string | undefined {
  if (instructor.daysOff.has(date)) return "DAY_BLACKED_OUT";
  const letters = lettersOf(lineOn(instructor, date), { from, to });
  if (letters.includes(".")) return "NOT_OPEN";
  const fitting = { online: "aso", instructor_location: "as", neutral_location: "a" }[place];
  return letters.every((letter) => fitting.includes(letter)) ? undefined : "FORMAT_NOT_OPEN";
}

function neighbourRefusal(
  { bufferMinutes, travelBufferMinutes }: ModelInstructor,
  wish: Lesson,
  bookings: readonly ModelBooking[],
): string | undefined {
  const lessons = bookings.filter((booking) => booking.instructor === wish.instructor && takesTime(booking));
  if (lessons.some((lesson) => gap(lesson, wish) < 0)) return "TIME_TAKEN";
  const needed = (lesson: Pick<Wish, "place">) => (travels(lesson) || travels(wish) ? travelBufferMinutes : bufferMinutes);
  return lessons.some((lesson) => gap(lesson, wish) < needed(lesson)) ? "BUFFER_CONFLICT" : undefined;
}

function travels({ place }: Pick<Wish, "place">): boolean {
  return place === "neutral_location";
}

/** Minutes on the wall between two lessons of an instructor, negative when they overlap. */
function gap(one: Lesson, other: Lesson): number {
  const at = ({ date }: Pick<Wish, "date">, minute: number) => Date.parse(date) / MINUTE + minute;
  return Math.max(at(one, one.from) - at(other, other.to), at(other, other.from) - at(one, one.to));
}
