import { expect } from "vitest";
import { required } from "../../../core/errors.ts";
import { type BookingId, newId } from "../../../core/ids.ts";
import { type Instant, instantOf, type LocalDate, type LocalTime } from "../../../core/time.ts";
import * as getInstructorAvailability from "../../../functions/availability/get-instructor-availability.ts";
import * as createBooking from "../../../functions/bookings/create-booking.ts";
import * as getBooking from "../../../functions/bookings/get-booking.ts";
import * as getBookingStats from "../../../functions/bookings/get-booking-stats.ts";
import * as rescheduleBooking from "../../../functions/bookings/reschedule-booking.ts";
import * as listMyServices from "../../../functions/instructors/list-my-services.ts";
import type { BodyOf } from "../../support/invoke.ts";
import { callOverHttp } from "../../support/over-http.ts";
import { type Caller, register, signInDemo } from "../local-city.ts";
import type { City } from "./city.ts";

export type BookingBody = BodyOf<typeof getBooking>;

/** A lesson of two people whom no other story has. */
export interface Lesson {
  readonly city: City;
  readonly student: Caller;
  readonly instructor: Caller;
  readonly bookingId: BookingId;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface Appointment {
  /** Of the demo city: `maya.chen`. */
  readonly with: string;
  readonly on: LocalDate;
  readonly at: LocalTime;
  /** Default: somebody who has just registered. */
  readonly student?: Caller;
}

/** Books an hour online, and lets its card be asked. */
export async function book(city: City, appointment: Appointment): Promise<Lesson> {
  const [instructor, student] = await Promise.all([
    signInDemo(city.url, appointment.with),
    appointment.student ?? register(city.url, "student", "Stella"),
  ]);
  const reply = await askFor(appointment, instructor, student);
  await city.settled();
  return lessonOf(city, student, instructor, reply.body.booking);
}

/** Asks for the lesson, and gives whatever is answered. */
export async function askFor({ on: date, at: startTime }: Appointment, instructor: Caller, student: Caller) {
  const { body: services } = await instructor.call(listMyServices);
  const online = services.items.find(({ formatPrices }) => formatPrices.some(({ format }) => format === "online"));
  const { instructorServiceId } = required(online, `${instructor.email} teaches online`);
  const lesson = { date, startTime, durationMinutes: 60, locationType: "online" };
  return student.call(createBooking, {
    body: { instructorId: instructor.userId, instructorServiceId, ...lesson },
    headers: { "idempotency-key": freshKey() },
  });
}

export type NewTime = Readonly<Record<"date" | "startTime", string>>;

/** Asks for another time of the lesson, and gives whatever is answered. */
export function move({ bookingId }: Lesson, person: Caller, time: NewTime) {
  return person.call(rescheduleBooking, { params: { bookingId }, body: time, headers: { "idempotency-key": freshKey() } });
}

export function lessonOf(
  city: City,
  student: Caller,
  instructor: Caller,
  { id: bookingId, date, startTime, startsAt, endsAt }: Pick<BookingBody, "id" | "date" | "startTime" | "startsAt" | "endsAt">,
): Lesson {
  return { city, student, instructor, bookingId, date, startTime, startsAt, endsAt };
}

export function freshKey(): string {
  return newId("evt", instantOf(Date.now()));
}

/** What both people see of the lesson, who must agree on all but what each of them may do. */
export async function seen({ student, instructor, bookingId }: Lesson) {
  const params = { bookingId };
  const [{ body: theirs }, { body: hers }] = await Promise.all([
    student.call(getBooking, { params }),
    instructor.call(getBooking, { params }),
  ]);
  expect(stateOf(hers)).toEqual(stateOf(theirs));
  return { ...stateOf(theirs), student: abilitiesOf(theirs), instructor: abilitiesOf(hers) };
}

/** The booking as one of the two sees it. */
export async function bookingOf({ bookingId }: Lesson, person: Caller): Promise<BookingBody> {
  return (await person.call(getBooking, { params: { bookingId } })).body;
}

function stateOf({ status, partition, payment }: BookingBody) {
  return { status, partition, money: payment.settlementOutcome ?? payment.paymentStatus };
}

function abilitiesOf({ can }: BookingBody): string {
  return Object.entries(can)
    .flatMap(([ability, isGiven]) => (isGiven ? [ability] : []))
    .join(" ");
}

/** Whether a visitor of the instructor's page is offered the lesson's time. */
export async function isOffered({ city, instructor, date, startTime }: Lesson): Promise<boolean> {
  const query = { startDate: date, endDate: date, durationMinutes: "60", locationType: "online" };
  const { body } = await callOverHttp(city.url, getInstructorAvailability, { params: { instructorId: instructor.userId }, query });
  return body.days?.[0]?.starts?.includes(startTime) ?? false;
}

/** What the bookings of the two come to; what is zero is left out. */
export async function figures({ student, instructor }: Lesson) {
  return { student: await figuresOf(student), instructor: await figuresOf(instructor) };
}

async function figuresOf(person: Caller): Promise<Readonly<Record<string, number>>> {
  const { body } = await person.call(getBookingStats);
  const numbers = Object.entries(body).filter((entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] !== 0);
  return Object.fromEntries(numbers);
}

/** What the two have got by mail, oldest first, by what the subjects begin with. */
export async function mails({ student, instructor }: Pick<Lesson, "student" | "instructor">) {
  return { student: await mailsOf(student), instructor: await mailsOf(instructor) };
}

async function mailsOf(person: Caller): Promise<string[]> {
  return (await person.mails()).toReversed().map(({ subject }) => subject.replace(/:.*/, ""));
}
