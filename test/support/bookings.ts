import { emptyDay } from "../../core/availability/availability-day.ts";
import { hoursFromWindows, type WindowFormats } from "../../core/availability/open-hours.ts";
import { slotRange } from "../../core/availability/slot-time.ts";
import type { BookingStatus } from "../../core/bookings/booking.ts";
import { confirmBooking } from "../../core/bookings/confirm-booking.ts";
import { readClock } from "../../core/clients/clock.ts";
import type { Context, Service } from "../../core/context.ts";
import { type BookingId, newId, type UserId } from "../../core/ids.ts";
import { authTiming } from "../../core/payments/auth-timing.ts";
import { commit } from "../../core/table/commit.ts";
import { absent } from "../../core/table/condition.ts";
import { availabilityDayKey } from "../../core/table/keys.ts";
import { put } from "../../core/table/write.ts";
import type { Instant, LocalDate, LocalTime } from "../../core/time.ts";
import * as createBooking from "../../functions/bookings/create-booking.ts";
import type { ScheduleDeclaration } from "../../functions/runtime/declarations.ts";
import { log } from "../../functions/runtime/log.ts";
import type { RunCounters, ScheduleEvent } from "../../functions/runtime/run-schedule.ts";
import { underGrants } from "../../local/grants.ts";
import type { LiveInstructor } from "./instructors.ts";
import { type BodyOf, type Call, type EndpointModule, invoke, type Reply } from "./invoke.ts";
import { freshToken, type SignedIn } from "./people.ts";

/** A Monday, ten in the morning in New York. */
export const MONDAY: Instant = "2026-03-02T15:00:00.000Z";
/** The Wednesday after it, on which lessons are booked unless a test says otherwise. */
export const WEDNESDAY: LocalDate = "2026-03-04";

export interface Hours {
  readonly from?: LocalTime;
  readonly to?: LocalTime;
  readonly formats?: WindowFormats;
}

/** Opens a date that the instructor has not touched yet: the whole day, unless told otherwise. */
export async function openDay(instructorId: UserId, date: LocalDate = WEDNESDAY, hours: Hours = {}): Promise<void> {
  const { from = "00:00", to = "24:00", formats = "any" } = hours;
  const window = { ...slotRange({ startTime: from, endTime: to }), formats };
  const day = { ...emptyDay(instructorId, date), ...hoursFromWindows([window]), revision: 1 };
  await commit([put(availabilityDayKey(instructorId, date), day, absent)]);
}

/** The body of a booking that can be made: online at noon on Wednesday. */
export function wishOf({ userId, offering }: LiveInstructor) {
  return {
    instructorId: userId,
    instructorServiceId: offering.instructorServiceId,
    date: WEDNESDAY,
    startTime: "12:00",
    durationMinutes: 60,
    locationType: "online",
  };
}

export type CreatedBooking = BodyOf<typeof createBooking>;
export type BookingBody = CreatedBooking["booking"];

/** Asks for a lesson; `special` is what differs from `wishOf`, and a member set to `undefined` is not sent. */
export function book(
  student: SignedIn,
  instructor: LiveInstructor,
  special: Readonly<Record<string, unknown>> = {},
  key: string = newId("evt", readClock()),
): Promise<Reply<CreatedBooking>> {
  return callAs(student, createBooking, { body: { ...wishOf(instructor), ...special }, headers: { "idempotency-key": key } });
}

/** A booking that waits for its payment. */
export async function pendingBooking(
  student: SignedIn,
  instructor: LiveInstructor,
  special: Readonly<Record<string, unknown>> = {},
): Promise<BookingBody> {
  const { body } = await book(student, instructor, special);
  return body.booking;
}

/** A booking whose card is in order: authorised a day ahead, or at once when it starts sooner. */
export async function confirmedBooking(
  student: SignedIn,
  instructor: LiveInstructor,
  special: Readonly<Record<string, unknown>> = {},
): Promise<BookingBody> {
  const booking = await pendingBooking(student, instructor, special);
  await confirm(booking);
  return booking;
}

export async function confirm({ id, startsAt }: { readonly id: BookingId; readonly startsAt: Instant }): Promise<void> {
  const ctx = serviceContext();
  const timing = authTiming(startsAt, ctx.now);
  const held = { paymentStatus: "authorized", paymentIntentId: `pi_${id}` } as const;
  const money = timing.authMode === "immediate" ? held : ({ paymentStatus: "scheduled" } as const);
  await confirmBooking(ctx, id, { ...money, paymentMethodId: "pm_test", cardHeldCents: 0, ...timing }, []);
}

/** Calls an endpoint with an access token of this moment: time may have passed since the sign-in. */
export async function callAs<Module extends EndpointModule>(
  person: SignedIn,
  module: Module,
  call: Omit<Call, "token"> = {},
): Promise<Reply<BodyOf<Module>>> {
  return invoke(module, { ...call, token: await freshToken(person) });
}

/** The context of a schedule or consumer at this moment. */
export function serviceContext(): Context<Service> {
  const requestId = newId("evt", readClock());
  return { principal: { kind: "service", name: "test" }, now: readClock(), requestId, log: log({ requestId }) };
}

export const STATUSES = [
  "PENDING",
  "CONFIRMED",
  "COMPLETED",
  "CANCELLED",
  "NO_SHOW",
  "PAYMENT_FAILED",
] as const satisfies readonly BookingStatus[];

export interface ScheduleModule {
  readonly schedule: ScheduleDeclaration;
  handler(event: ScheduleEvent): Promise<RunCounters>;
}

/** Runs a schedule as it would run at this moment, under its own grants. */
export function runSchedule({ schedule, handler }: ScheduleModule): Promise<RunCounters> {
  return underGrants(schedule.grants, () => handler({ name: schedule.name, scheduledFor: readClock() }));
}
