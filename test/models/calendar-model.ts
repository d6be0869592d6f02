import type { BookingStatus, CancellationWindow } from "../../core/bookings/booking.ts";
import type { BookingId } from "../../core/ids.ts";
import { formatMinutes, type Instant, instantOf, type LocalDate, type LocalTime, MINUTE_MS } from "../../core/time.ts";

// The calendar as anyone would keep it on paper: every minute of New York's wall clock has a number, hours are sets of minutes, and whether
// two lessons go together is found by looking at all of them. In the weeks of the model the clocks do not change.

/** Minutes on the wall since 1970-01-01 00:00. */
export type WallMinute = number;

export const MINUTES_PER_DAY = 1_440;
/** New York's summer time is this far behind UTC. */
const BEHIND_UTC_MINUTES = 240;
const UNPAID_MINUTES = 30;

export const PLACES = ["online", "instructor_location", "neutral_location"] as const;

export interface ModelInstructor {
  readonly bufferMinutes: number;
  readonly travelBufferMinutes: number;
  readonly open: Set<WallMinute>;
}

export interface ModelBooking {
  readonly bookingId: BookingId;
  readonly student: number;
  readonly instructor: number;
  readonly start: WallMinute;
  readonly end: WallMinute;
  readonly place: (typeof PLACES)[number];
  readonly createdAt: WallMinute;
  status: BookingStatus;
  /** Whether the card was authorised when the booking was confirmed: only then it completes by itself. */
  isMoneyHeld: boolean;
  /** Moved late: its money was taken, and it moves no more. */
  readonly isLocked?: boolean;
}

export interface Model {
  now: WallMinute;
  readonly instructors: readonly ModelInstructor[];
  readonly bookings: ModelBooking[];
}

export type Wish = Pick<ModelBooking, "student" | "instructor" | "start" | "end" | "place">;

/** What booking answers: `201` or the code of the refusal. */
export function bookingAnswer(model: Model, wish: Wish): string {
  const unpaid = model.bookings.filter((booking) => booking.student === wish.student && booking.status === "PENDING");
  return unpaid.length >= 5 ? "TOO_MANY_UNPAID_BOOKINGS" : timeAnswer(model, wish);
}

/** What moving answers when every card says yes. */
export function moveAnswer(model: Model, booking: ModelBooking, wish: Wish): string {
  const { now } = model;
  const { status, start } = booking;
  if (status !== "CONFIRMED") return "BOOKING_NOT_RESCHEDULABLE";
  if (now >= start) return "LESSON_STARTED";
  if (booking.isLocked) return "RESCHEDULE_LOCKED";
  if (start - now < 12 * 60) return "RESCHEDULE_WINDOW_CLOSED";
  if (start === wish.start) return "NOTHING_TO_CHANGE";
  return timeAnswer({ ...model, bookings: model.bookings.filter((other) => other !== booking) }, wish);
}

/** What a move makes of the lesson: one that is near is paid at once, and one that moves late is kept paid. */
export function movedTo({ now }: Model, { start }: ModelBooking, wish: Wish, bookingId: BookingId): ModelBooking {
  const isLocked = start - now < MINUTES_PER_DAY;
  const isMoneyHeld = isLocked || wish.start - now < MINUTES_PER_DAY;
  return { ...wish, bookingId, createdAt: now, status: "CONFIRMED", isMoneyHeld, isLocked };
}

function timeAnswer(model: Model, wish: Wish): string {
  const { now, bookings } = model;
  const { start, place } = wish;
  const { open, bufferMinutes, travelBufferMinutes } = instructorOf(model, wish);
  if (start < now) return "START_IN_PAST";
  if (start < now + (place === "neutral_location" ? 180 : 60)) return "MINIMUM_NOTICE";
  if (isTooEarly(now, wish)) return "OVERNIGHT_PROTECTION";
  if (!minutesOf(wish).every((minute) => open.has(minute))) return "NOT_OPEN";
  const theirs = bookings.filter((booking) => booking.instructor === wish.instructor && isOccupying(booking));
  if (theirs.some((booking) => gap(booking, wish) < 0)) return "TIME_TAKEN";
  const needed = (booking: ModelBooking) => {
    return booking.place === "neutral_location" || place === "neutral_location" ? travelBufferMinutes : bufferMinutes;
  };
  if (theirs.some((booking) => gap(booking, wish) < needed(booking))) return "BUFFER_CONFLICT";
  const mine = bookings.filter((booking) => booking.student === wish.student && isOccupying(booking));
  return mine.some((booking) => gap(booking, wish) < 0) ? "STUDENT_TIME_CONFLICT" : "201";
}

/** What cancelling answers: the window, or the code of the refusal. */
export function cancelAnswer({ now }: Model, { status, start }: ModelBooking): CancellationWindow | string {
  if (status !== "PENDING" && status !== "CONFIRMED") return "BOOKING_NOT_CANCELLABLE";
  if (now >= start) return "LESSON_STARTED";
  const hours = (start - now) / 60;
  return hours >= 24 ? "gte24" : hours >= 12 ? "12to24" : "lt12";
}

export function completeAnswer({ now }: Model, { status, end }: ModelBooking): string {
  if (status !== "CONFIRMED") return "BOOKING_NOT_COMPLETABLE";
  return now < end ? "LESSON_NOT_ENDED" : "200";
}

/** Whether a payment may still confirm the booking; for a confirmed one it changes nothing. */
export function canConfirm({ now }: Model, { status, createdAt }: ModelBooking): boolean {
  return status === "CONFIRMED" || (status === "PENDING" && now < createdAt + UNPAID_MINUTES);
}

/** What the two schedules do when they run. */
export function runSchedules(model: Model): void {
  for (const booking of model.bookings) {
    if (booking.status === "PENDING" && model.now >= booking.createdAt + UNPAID_MINUTES) booking.status = "PAYMENT_FAILED";
    const isDue = model.now >= booking.end + MINUTES_PER_DAY;
    if (booking.status === "CONFIRMED" && booking.isMoneyHeld && isDue) booking.status = "COMPLETED";
  }
}

/** The next lessons of a person, as far as the widget shows them. */
export function upcomingOf({ now, bookings }: Model, side: "student" | "instructor", index: number): BookingId[] {
  return bookings
    .filter((booking) => booking[side] === index && booking.status === "CONFIRMED" && now < booking.start)
    .toSorted((one, other) => one.start - other.start)
    .slice(0, 5)
    .map((booking) => booking.bookingId);
}

export function minutesOf({ start, end }: { readonly start: WallMinute; readonly end: WallMinute }): WallMinute[] {
  return Array.from({ length: end - start }, (_, minute) => start + minute);
}

export function wallOf(instant: Instant): WallMinute {
  return Date.parse(instant) / MINUTE_MS - BEHIND_UTC_MINUTES;
}

export function instantAt(wall: WallMinute): Instant {
  return instantOf((wall + BEHIND_UTC_MINUTES) * MINUTE_MS);
}

export function dateAt(wall: WallMinute): LocalDate {
  // The first ten characters of an instant are a date.
  return instantOf(wall * MINUTE_MS).slice(0, 10) as LocalDate;
}

export function timeAt(wall: WallMinute): LocalTime {
  return formatMinutes(wall % MINUTES_PER_DAY);
}

export function midnightOf(wall: WallMinute): WallMinute {
  return wall - (wall % MINUTES_PER_DAY);
}

function instructorOf({ instructors }: Model, { instructor }: Wish): ModelInstructor {
  const found = instructors[instructor];
  if (found === undefined) throw new Error("the model knows both instructors");
  return found;
}

function isOccupying({ status }: ModelBooking): boolean {
  return status !== "CANCELLED" && status !== "PAYMENT_FAILED";
}

/** Minutes between two lessons, negative when they overlap. */
function gap(one: Pick<Wish, "start" | "end">, other: Pick<Wish, "start" | "end">): number {
  return Math.max(one.start - other.end, other.start - one.end);
}

/** From eight in the evening until the morning's first hour, the lessons before that hour cannot be had any more. */
function isTooEarly(now: WallMinute, { start, place }: Wish): boolean {
  const earliest = (place === "neutral_location" ? 11 : 9) * 60;
  const today = midnightOf(now);
  const isNight = now - today >= 20 * 60;
  const isEarly = now - today < earliest;
  const protectedDay = isNight ? today + MINUTES_PER_DAY : isEarly ? today : undefined;
  return protectedDay !== undefined && midnightOf(start) === protectedDay && start - protectedDay < earliest;
}
