import { setTimeout as pause } from "node:timers/promises";
import { required } from "../../core/errors.ts";
import { addDays, type Instant, type LocalDate, type LocalTime, MINUTE_MS, minutesOf, plusMilliseconds } from "../../core/time.ts";
import { type Api, apiAs } from "./api.ts";
import { accountOf } from "./callers.ts";

/** What the demo account of an instructor teaches online. */
export interface OnlineOffer {
  readonly instructorId: string;
  readonly instructorServiceId: string;
  readonly durationMinutes: number;
}

/** Lessons of the two demo accounts, by what is to be done with them. */
export interface PreparedLessons {
  /** Have ended. */
  readonly toComplete: string;
  readonly toReport: string;
  /** Have ended, and one side reported the other absent. */
  readonly reportedByStudent: string;
  readonly reportedByInstructor: string;
  /** Are to come. */
  readonly toMove: string;
  readonly toCancel: string;
}

interface Booking {
  readonly id: string;
  readonly date: LocalDate;
  readonly endsAt: Instant;
  readonly status: string;
}

/** Books four lessons on one day, waits until they are paid for, moves the clock behind them, and books two more. */
export async function prepareLessons(url: string): Promise<PreparedLessons> {
  const offer = await onlineOffer(url);
  const lessons = await bookLessons(url, offer, 4);
  const last = required(lessons.at(-1), "there are four lessons");
  await moveClock(url, plusMilliseconds(last.endsAt, 5 * MINUTE_MS));
  const [toComplete = "", toReport = "", reportedByStudent = "", reportedByInstructor = ""] = lessons.map(({ id }) => id);
  await (await apiAs(accountOf("student"), url)).post(`/bookings/${reportedByStudent}/no-show`, { type: "instructor" });
  await (await apiAs(accountOf("instructor"), url)).post(`/bookings/${reportedByInstructor}/no-show`, { type: "student" });
  // Twelve hours before a lesson it moves no more.
  const inFourDays = addDays(last.date, 4);
  const [toMove = "", toCancel = ""] = (await bookLessons(url, offer, 2, inFourDays)).map(({ id }) => id);
  return { toComplete, toReport, reportedByStudent, reportedByInstructor, toMove, toCancel };
}

async function bookLessons(url: string, offer: OnlineOffer, count: number, from?: LocalDate): Promise<Booking[]> {
  const student = await apiAs(accountOf("student"), url);
  const day = await freeDay(url, offer, count, from);
  const lessons: Booking[] = [];
  for (const startTime of apart(day.starts, offer.durationMinutes).slice(0, count)) {
    const wish = { ...offer, date: day.date, startTime, locationType: "online" };
    const { booking } = await student.post<{ booking: Booking }>("/bookings", wish);
    lessons.push(await confirmed(student, booking.id));
  }
  return lessons;
}

export async function onlineOffer(url: string): Promise<OnlineOffer> {
  const instructor = await apiAs(accountOf("instructor"), url);
  const { id: instructorId } = await instructor.get<{ id: string }>("/auth/me");
  const { items } = await instructor.get<{ items: readonly Offering[] }>("/instructors/me/services");
  const offering = required(
    items.find(({ formatPrices }) => formatPrices.some(({ format }) => format === "online")),
    "the instructor of the demo city teaches online",
  );
  const durationMinutes = required(offering.durationOptions[0], "an offering has a duration");
  return { instructorId, instructorServiceId: offering.instructorServiceId, durationMinutes };
}

interface Offering {
  readonly instructorServiceId: string;
  readonly formatPrices: readonly { readonly format: string }[];
  readonly durationOptions: readonly number[];
}

/** The first day on which so many lessons can be taken one after the other, and the student has none yet. */
export async function freeDay(url: string, { instructorId, durationMinutes }: OnlineOffer, lessons: number, from?: LocalDate) {
  const student = await apiAs(accountOf("student"), url);
  const upcoming = await student.get<{ items: readonly Booking[] }>("/bookings/upcoming?limit=20");
  const taken = new Set(upcoming.items.map(({ date }) => date));
  const startDate = from === undefined ? "" : `&startDate=${from}`;
  const path = `/public/instructors/${instructorId}/availability?locationType=online&durationMinutes=${durationMinutes}${startDate}`;
  const { days } = await student.get<{ days: readonly { date: LocalDate; starts: readonly LocalTime[] }[] }>(path);
  return required(
    days.find(({ date, starts }) => !taken.has(date) && apart(starts, durationMinutes).length >= lessons),
    `there is a day on which the student of the demo city can take ${lessons} lessons with its instructor`,
  );
}

/** Starts with a lesson and as long a pause between them, whatever buffers the instructor keeps. */
function apart(starts: readonly LocalTime[], durationMinutes: number): LocalTime[] {
  const kept: LocalTime[] = [];
  for (const start of starts) {
    const before = kept.at(-1);
    if (before === undefined || minutesOf(start) - minutesOf(before) >= 2 * durationMinutes) kept.push(start);
  }
  return kept;
}

async function confirmed(student: Api, bookingId: string): Promise<Booking> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const booking = await student.get<Booking>(`/bookings/${bookingId}`);
    if (booking.status === "CONFIRMED") return booking;
    await pause(100);
  }
  throw new Error(`The booking ${bookingId} is not confirmed within ten seconds.`);
}

async function moveClock(url: string, now: Instant): Promise<void> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const answer = await fetch(`${url}/local/clock`, { method: "POST", headers, body: JSON.stringify({ now }) });
  if (!answer.ok) throw new Error(`The clock stays where it is: ${await answer.text()}`);
}
