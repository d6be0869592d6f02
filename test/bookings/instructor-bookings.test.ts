import { describe, expect, it } from "vitest";
import type { Booking, BookingStatus } from "../../core/bookings/booking.ts";
import { addDays, type Instant, type LocalDate, plusHours, plusMilliseconds } from "../../core/time.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as listInstructorBookings from "../../functions/bookings/list-instructor-bookings.ts";
import * as listCompleted from "../../functions/bookings/list-instructor-completed-bookings.ts";
import * as listUpcoming from "../../functions/bookings/list-instructor-upcoming-bookings.ts";
import * as listPendingCompletion from "../../functions/bookings/list-pending-completion.ts";
import { callAs, MONDAY, STATUSES } from "../support/bookings.ts";
import { callsOf } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { storeBooking } from "./stored.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

type ListModule = typeof listInstructorBookings | typeof listCompleted | typeof listUpcoming | typeof listPendingCompletion;

describe("listPendingCompletion", () => {
  it("BKL-3, BKT-9 holds confirmed lessons from their end on, the first to complete itself first", async () => {
    const { instructor, at } = await calendar();
    const [second, first] = [await at(plusHours(MONDAY, -2)), await at(plusHours(MONDAY, -30))];
    const justOver = await at(plusHours(MONDAY, -1));
    await at(plusMilliseconds(plusHours(MONDAY, -1), 300_000));
    for (const status of STATUSES.filter((each) => each !== "CONFIRMED")) await at(plusHours(MONDAY, -50), status);
    expect(await idsOf(instructor, listPendingCompletion)).toEqual([first, second, justOver]);
  });

  it("BKL-3, BK-60 leaves a lesson out as soon as it is completed", async () => {
    const { instructor, at } = await calendar();
    const bookingId = await at(plusHours(MONDAY, -2));
    expect((await callAs(instructor, completeBooking, { params: { bookingId }, body: {} })).status).toBe(200);
    expect(await idsOf(instructor, listPendingCompletion)).toEqual([]);
    expect(await idsOf(instructor, listCompleted)).toEqual([bookingId]);
  });

  it("BKL-5 walks in pages, though a lesson ends meanwhile", async () => {
    const { instructor, at } = await calendar();
    const ids: string[] = [];
    for (let hours = 5; hours > 1; hours--) ids.push(await at(plusHours(MONDAY, -hours)));
    const first = await callAs(instructor, listPendingCompletion, { query: { limit: "3" } });
    ids.push(await at(MONDAY));
    setClock(plusHours(MONDAY, 1));
    const rest = await callAs(instructor, listPendingCompletion, { query: { limit: "3", cursor: first.body.nextCursor ?? "" } });
    expect([...first.body.items, ...rest.body.items].map((item) => item.id)).toEqual(ids);
    expect(rest.body.nextCursor).toBeNull();
  });

  it("BKL-3 finds them in one query, however many lessons there were", async () => {
    const { instructor, at } = await calendar();
    await at(plusHours(MONDAY, -2));
    for (let day = 1; day < 20; day++) await at(plusHours(MONDAY, -24 * day), "COMPLETED");
    const { calls } = await callsOf(() => callAs(instructor, listPendingCompletion));
    expect(calls.filter((call) => call.action === "Query")).toHaveLength(1);
  });
});

describe("the other lists of an instructor", () => {
  it("BKL-2, BKL-3 upcoming ones by start, completed ones the latest first", async () => {
    const { instructor, at } = await calendar();
    const [later, soon] = [await at(noon("2026-03-06")), await at(noon("2026-03-04"))];
    const [old, recent] = [await at(noon("2026-02-20"), "COMPLETED"), await at(noon("2026-02-27"), "COMPLETED")];
    await at(noon("2026-03-05"), "PENDING");
    expect(await idsOf(instructor, listUpcoming)).toEqual([soon, later]);
    expect(await idsOf(instructor, listCompleted)).toEqual([recent, old]);
  });

  it("BKL-4, BKL-6 filters all of them by status, time, dates and student", async () => {
    const { student, instructor, at } = await calendar();
    const ids: Record<BookingStatus, string> = {
      PENDING: "",
      CONFIRMED: "",
      COMPLETED: "",
      CANCELLED: "",
      NO_SHOW: "",
      PAYMENT_FAILED: "",
    };
    for (const [index, status] of STATUSES.entries()) ids[status] = await at(noon(addDays("2026-02-20", index)), status);
    const soon = await at(noon("2026-03-04"));
    const { NO_SHOW, CANCELLED, COMPLETED, CONFIRMED } = ids;
    const listed = (query: Readonly<Record<string, string>>) => idsOf(instructor, listInstructorBookings, query);
    expect(await listed({})).toEqual([soon, NO_SHOW, CANCELLED, COMPLETED, CONFIRMED]);
    expect(await listed({ upcoming: "true" })).toEqual([soon]);
    expect(await listed({ includePastConfirmed: "true" })).toEqual([NO_SHOW, COMPLETED, CONFIRMED]);
    expect(await listed({ status: "CONFIRMED" })).toEqual([soon, CONFIRMED]);
    expect(await listed({ status: "PENDING" })).toEqual([]);
    expect(await listed({ fromDate: "2026-02-22", toDate: "2026-02-23" })).toEqual([CANCELLED, COMPLETED]);
    expect(await listed({ studentId: student.userId })).toHaveLength(5);
    expect(await listed({ studentId: (await signedIn()).userId })).toEqual([]);
  });

  it("BKL-4 refuses what excludes itself", async () => {
    const { instructor } = await calendar();
    const both = await callAs(instructor, listInstructorBookings, { query: { upcoming: "true", includePastConfirmed: "true" } });
    expect(both.problem).toMatchObject({ status: 422, code: "VALIDATION_FAILED" });
    const backwards = await callAs(instructor, listInstructorBookings, { query: { fromDate: "2026-03-05", toDate: "2026-03-04" } });
    expect(backwards.problem).toMatchObject({ status: 422, code: "RANGE_INVALID" });
  });
});

async function calendar() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const at = async (startsAt: Instant, status: BookingStatus = "CONFIRMED", special: Partial<Booking> = {}) => {
    return (await storeBooking(student, instructor, startsAt, { status, ...special })).bookingId;
  };
  return { student, instructor, at };
}

async function idsOf(instructor: LiveInstructor, module: ListModule, query: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return (await callAs(instructor, module, { query })).body.items.map((item) => item.id);
}

function noon(date: LocalDate): Instant {
  return `${date}T17:00:00.000Z`;
}
