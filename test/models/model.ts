import type { BookingStatus, Side } from "../../core/bookings/booking.ts";
import { required } from "../../core/errors.ts";
import type { BlackoutId, BookingId } from "../../core/ids.ts";
import type { LocalDate, Zone } from "../../core/time.ts";
import { CLOSED, type Line } from "./rules/lines.ts";
import { dateAt, type Moment } from "./wall-clock.ts";

// What a patient person with paper would know: three instructors' calendars as lines of letters, and a plain list of bookings.

export interface Model {
  now: Moment;
  readonly instructors: readonly ModelInstructor[];
  readonly bookings: ModelBooking[];
  /** The booking one of whose boundaries is now. */
  focus?: ModelBooking | undefined;
}

export interface ModelInstructor {
  zone: Zone;
  bufferMinutes: number;
  travelBufferMinutes: number;
  overnightProtectionEnabled: boolean;
  bookingHorizonDays: number;
  /** The hours of the dates that were ever opened. */
  readonly lines: Map<LocalDate, Line>;
  readonly daysOff: Map<LocalDate, BlackoutId>;
  /** The latest week that was applied to a range, done or not. */
  job?: ModelJob;
  /** The last week that was seen, as an editor that stayed open still shows it. */
  seen?: { readonly monday: LocalDate; readonly etag: string; readonly lines: readonly Line[] };
}

export interface ModelJob {
  /** The request that began it. */
  readonly request: { readonly headers: { readonly "idempotency-key": string }; readonly body: Readonly<Record<string, LocalDate>> };
  readonly startedAt: Moment;
  /** Monday's line first. */
  readonly week: readonly Line[];
  nextDate: LocalDate;
  readonly endDate: LocalDate;
  /** From when on somebody may go on with it. */
  dueAt: Moment;
  daysWritten: number;
}

export const PLACES = ["online", "instructor_location", "neutral_location"] as const;
export type Place = (typeof PLACES)[number];

/** A lesson as it is wished for; minutes count from midnight of the instructor's date. */
export interface Wish {
  readonly student: number;
  readonly instructor: number;
  readonly date: LocalDate;
  readonly from: number;
  readonly to: number;
  readonly place: Place;
}

export interface ModelBooking extends Wish {
  readonly bookingId: BookingId;
  readonly startsAt: Moment;
  readonly endsAt: Moment;
  readonly createdAt: Moment;
  status: BookingStatus;
  version: number;
  confirmedAt?: Moment;
  /** Whether the card was authorised: only then the lesson completes by itself. */
  isMoneyHeld: boolean;
  /** Moved late: its money was taken, and it moves no more. */
  isLocked?: boolean;
  studentNote?: string | undefined;
  instructorNote?: string | undefined;
  report?: ModelReport;
  /** One for ever, open until it is resolved. */
  dispute?: { isOpen: boolean };
  readonly reminded: Set<"24h" | "1h">;
  movedTo?: BookingId;
  /** The types of the events about it. */
  readonly news: string[];
}

export interface ModelReport {
  /** Who was absent. */
  readonly type: Side | "mutual";
  readonly by: Side;
  readonly at: Moment;
  isDisputed: boolean;
  isOpen: boolean;
}

/** A booking that was just made, as a wish at these moments. */
export function newBooking(wish: Wish, { now }: Model, bookingId: BookingId, startsAt: Moment): ModelBooking {
  const { student, instructor, date, from, to, place } = wish;
  const endsAt = startsAt + (to - from) * 60_000;
  const fresh = { status: "PENDING", version: 1, isMoneyHeld: false, createdAt: now } as const;
  return { student, instructor, date, from, to, place, bookingId, startsAt, endsAt, ...fresh, reminded: new Set(), news: [] };
}

/** The booking becomes what it becomes, and everybody hears of it. */
export function change(booking: ModelBooking, to: Partial<ModelBooking>, ...news: readonly string[]): void {
  Object.assign(booking, to, { version: booking.version + 1 });
  booking.news.push(...news);
}

/** Whether the lesson takes its people's time, also after it has been taught. */
export function takesTime({ status }: ModelBooking): boolean {
  return status !== "CANCELLED" && status !== "PAYMENT_FAILED";
}

export function instructorAt({ instructors }: Model, index: number): ModelInstructor {
  return required(instructors[index], `the model has an instructor ${index}`);
}

export function lineOn({ lines }: ModelInstructor, date: LocalDate): Line {
  return lines.get(date) ?? CLOSED;
}

export function todayOf({ now }: Model, { zone }: ModelInstructor): LocalDate {
  return dateAt(now, zone);
}
