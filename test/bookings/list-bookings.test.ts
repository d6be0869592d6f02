import { describe, expect, it } from "vitest";
import type { Booking, BookingStatus } from "../../core/bookings/booking.ts";
import { addDays, type Instant, type LocalDate, plusHours, plusMilliseconds } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as listBookings from "../../functions/bookings/list-bookings.ts";
import * as listUpcomingBookings from "../../functions/bookings/list-upcoming-bookings.ts";
import { callAs, confirmedBooking, MONDAY, openDay, STATUSES } from "../support/bookings.ts";
import { callsOf } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { storeBooking } from "./stored.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

type Query = Readonly<Record<string, string>>;

describe("listBookings", () => {
  it("BKL-2, BKL-3, BKL-4 sorts the bookings of a student into views, the next first or the latest first", async () => {
    const { student, at } = await calendar();
    const ids = {
      over: await at(noon("2026-03-01"), "CONFIRMED"),
      taught: await at(noon("2026-02-28"), "COMPLETED"),
      absent: await at(noon("2026-02-27"), "NO_SHOW"),
      soon: await at(noon("2026-03-04"), "CONFIRMED"),
      later: await at(noon("2026-03-06"), "CONFIRMED"),
      unpaid: await at(noon("2026-03-05"), "PENDING"),
      expired: await at(noon("2026-03-07"), "PAYMENT_FAILED"),
      cancelled: await at(noon("2026-03-08"), "CANCELLED"),
      moved: await at(noon("2026-03-09"), "CANCELLED", { cancellationCode: "rescheduled" }),
    };
    const { over, taught, absent, soon, later, unpaid, expired, cancelled, moved } = ids;
    expect(await view(student, "upcoming")).toEqual([soon, later]);
    expect(await view(student, "history")).toEqual([cancelled, over, taught, absent]);
    expect(await view(student, "book_again")).toEqual([taught]);
    expect(await view(student, "unpaid")).toEqual([unpaid]);
    expect(await view(student, "all")).toEqual([moved, cancelled, expired, later, unpaid, soon, over, taught, absent]);
  });

  it("BKL-4 filters by status within the view, and shows instructors nothing that is unpaid", async () => {
    const { student, instructor, at } = await calendar();
    for (const [index, status] of STATUSES.entries()) await at(noon(addDays("2026-03-04", index)), status);
    for (const status of STATUSES) {
      expect((await page(student, { status })).items.map((item) => item.status)).toEqual([status]);
    }
    expect((await page(student, { status: "COMPLETED", view: "unpaid" })).items).toEqual([]);
    const seen = (await page(instructor, {})).items.map((item) => item.status);
    expect(seen).toEqual(["NO_SHOW", "CANCELLED", "COMPLETED", "CONFIRMED"]);
    expect((await page(instructor, { status: "PENDING" })).items).toEqual([]);
  });

  it("BKL-6 filters by local dates, both included, and by the other person", async () => {
    const { student, instructor, at } = await calendar();
    // In the evening of New York it is the next day in UTC.
    const evenings = ["2026-03-05T03:30:00.000Z", "2026-03-06T03:30:00.000Z", "2026-03-07T03:30:00.000Z"] as const;
    const ids = await Promise.all(evenings.map((startsAt) => at(startsAt, "CONFIRMED")));
    const other = await liveInstructor();
    const theirs = await storeBooking(student, other, "2026-03-05T18:00:00.000Z");
    const [first, second, third] = ids;
    expect(idsOf(await page(student, { fromDate: "2026-03-05", toDate: "2026-03-05" }))).toEqual([second, theirs.bookingId]);
    expect(idsOf(await page(student, { fromDate: "2026-03-06" }))).toEqual([third]);
    expect(idsOf(await page(student, { toDate: "2026-03-04" }))).toEqual([first]);
    expect(idsOf(await page(student, { instructorId: other.userId }))).toEqual([theirs.bookingId]);
    expect(idsOf(await page(instructor, { instructorId: student.userId }))).toEqual([third, second, first]);
    const empty = await callAs(student, listBookings, { query: { fromDate: "2026-03-06", toDate: "2026-03-05" } });
    expect(empty.problem).toMatchObject({ status: 422, code: "RANGE_INVALID" });
  });

  it("BKL-10, BKL-12 shows of each what its side may see", async () => {
    const { student, instructor, at } = await calendar();
    const location = { address: "200 W 23rd St", neighborhoodKey: "nyc-manhattan-chelsea", neighborhoodName: "Chelsea" } as const;
    await at(noon("2026-03-04"), "CONFIRMED", { locationType: "student_location", location });
    setClock("2026-03-05T18:00:00.000Z");
    const [seen] = (await page(student, {})).items;
    const [taught] = (await page(instructor, {})).items;
    expect(seen).toMatchObject({ locationText: "200 W 23rd St", student: { lastName: "Lovelace" }, instructor: { lastName: null } });
    expect(taught).toMatchObject({ locationText: "Chelsea", student: { lastName: null }, instructor: { lastName: "Chen" } });
  });

  it("BKL-5, API-26 takes limits from 1 to 100 and ends with a null cursor, on the last full page too", async () => {
    const { student, at } = await calendar();
    for (let day = 0; day < 4; day++) await at(noon(addDays("2026-03-04", day)), "CONFIRMED");
    for (const limit of ["0", "101", "two"]) {
      const { problem } = await callAs(student, listBookings, { query: { limit } });
      expect(problem).toMatchObject({ status: 422, errors: [{ field: "query.limit" }] });
    }
    expect((await page(student, { limit: "4" })).nextCursor).toBeNull();
    const first = await page(student, { limit: "2" });
    const second = await page(student, { limit: "2", cursor: first.nextCursor ?? "" });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 2, null]);
  });

  it("BKL-3, API-29 breaks ties of the start by the booking, in the direction of the list, and takes no other order", async () => {
    const { student, at } = await calendar();
    const ids = await Promise.all([1, 2, 3].map(() => at(noon("2026-03-04"), "CONFIRMED")));
    expect(await view(student, "upcoming")).toEqual(ids.toSorted());
    expect(await view(student, "all")).toEqual(ids.toSorted().reverse());
    const { problem } = await callAs(student, listBookings, { query: { sort: "newest" } });
    expect(problem).toMatchObject({ status: 422, errors: [{ field: "query.sort" }] });
  });

  it("API-32 knows no pages by number", async () => {
    const { student } = await calendar();
    const { problem } = await callAs(student, listBookings, { query: { page: "2" } });
    expect(problem).toMatchObject({ status: 422, errors: [{ field: "query.page", code: "UNKNOWN_FIELD" }] });
  });

  it.each(["all", "upcoming"])("BKL-5, API-28 walks %s without losing or repeating what is there throughout", async (name) => {
    const { student, at } = await calendar();
    const there = await Promise.all(hours(12).map((startsAt) => at(startsAt, "CONFIRMED")));
    const seen: string[] = [];
    let cursor: string | null = "";
    for (let step = 0; cursor !== null; step++) {
      const got: Page = await page(student, { view: name, limit: "3", ...(cursor && { cursor }) });
      seen.push(...idsOf(got));
      cursor = got.nextCursor;
      // Between the pages bookings appear before, at and after the place of the walk.
      for (const startsAt of hours(12).filter((_, index) => index % 4 === step % 4)) await at(startsAt, "CONFIRMED");
    }
    expect(there.filter((id) => seen.filter((one) => one === id).length === 1)).toHaveLength(12);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("API-28 goes on with upcoming lessons when the last one shown has started meanwhile", async () => {
    const { student, at } = await calendar();
    const [first, ...others] = await Promise.all(hours(3, "2026-03-03").map((startsAt) => at(startsAt, "CONFIRMED")));
    const { items, nextCursor } = await page(student, { view: "upcoming", limit: "1" });
    expect(items.map((item) => item.id)).toEqual([first]);
    setClock("2026-03-03T00:30:00.000Z");
    expect(idsOf(await page(student, { view: "upcoming", limit: "5", cursor: nextCursor ?? "" }))).toEqual(others);
  });

  it("API-27 refuses a cursor that was altered, or made for another view, filter, operation or person", async () => {
    const { student, instructor, at } = await calendar();
    for (let day = 0; day < 3; day++) await at(noon(addDays("2026-03-04", day)), "CONFIRMED");
    const { nextCursor } = await page(student, { limit: "1" });
    const cursor = nextCursor ?? "";
    expect(cursor).not.toContain("BOOKING");
    expect(Buffer.from(cursor, "base64url").toString("latin1")).not.toContain(student.userId);
    const altered = `${cursor.slice(0, 20)}${cursor[20] === "A" ? "B" : "A"}${cursor.slice(21)}`;
    const refused: readonly (readonly [SignedIn, Query])[] = [
      [student, { cursor: altered }],
      [student, { cursor: "AAAA" }],
      [student, { cursor, view: "upcoming" }],
      [student, { cursor, status: "CONFIRMED" }],
      [student, { cursor, fromDate: "2026-03-01" }],
      [instructor, { cursor }],
    ];
    for (const [person, query] of refused) {
      const { problem } = await callAs(person, listBookings, { query: { limit: "1", ...query } });
      expect(problem).toMatchObject({ status: 400, code: "CURSOR_INVALID" });
    }
    expect((await page(student, { limit: "2", cursor })).items).toHaveLength(2);
  });

  it("API-27 takes a cursor for 24 hours", async () => {
    const { student, at } = await calendar();
    for (let day = 0; day < 2; day++) await at(noon(addDays("2026-03-04", day)), "CONFIRMED");
    const { nextCursor } = await page(student, { limit: "1" });
    const query = { limit: "1", cursor: nextCursor ?? "" };
    setClock(plusHours(MONDAY, 24));
    expect((await callAs(student, listBookings, { query })).status).toBe(200);
    setClock(plusMilliseconds(plusHours(MONDAY, 24), 1));
    expect((await callAs(student, listBookings, { query })).problem).toMatchObject({ status: 410, code: "CURSOR_EXPIRED" });
  });

  it("BK-55 is for students and instructors with the permission to look", async () => {
    const admin = await signedIn({ role: "admin" });
    expect((await callAs(admin, listBookings)).problem).toMatchObject({ status: 403, code: "ROLE_REQUIRED" });
    const barred = await signedIn({ permissionOverrides: { view_own_bookings: false } });
    expect((await callAs(barred, listBookings)).problem).toMatchObject({ status: 403, code: "PERMISSION_REQUIRED" });
  });

  it("BKL-3 costs one range of the own list and one batch of names", async () => {
    const { student, at } = await calendar();
    await at(noon("2026-03-04"), "CONFIRMED");
    const { calls } = await callsOf(() => page(student, {}));
    expect(calls.filter((call) => call.service === "dynamodb").map((call) => call.action)).toEqual([
      "BatchGetItem",
      "Query",
      "BatchGetItem",
    ]);
  });

  it("BKC-5, BKL-4 follows every change of a booking", async () => {
    const { student, instructor } = await calendar();
    await openDay(instructor.userId);
    const booking = await confirmedBooking(student, instructor);
    expect((await page(instructor, {})).items).toMatchObject([{ id: booking.id, status: "CONFIRMED", partition: "upcoming" }]);
    await callAs(student, cancelBooking, { params: { bookingId: booking.id }, body: { reason: "Ill." } });
    for (const person of [student, instructor]) {
      expect((await page(person, {})).items).toMatchObject([{ id: booking.id, status: "CANCELLED", partition: "cancelled" }]);
    }
  });
});

describe("listUpcomingBookings", () => {
  it("BKL-2, BKL-3, BKL-5 shows the next five confirmed lessons, up to twenty on demand", async () => {
    const { student, instructor, at } = await calendar();
    const ids = await Promise.all(hours(22).map((startsAt) => at(startsAt, "CONFIRMED")));
    await at(noon("2026-03-03"), "PENDING");
    for (const person of [student, instructor]) expect(await upcoming(person)).toEqual(ids.slice(0, 5));
    expect(await upcoming(student, { limit: "20" })).toEqual(ids.slice(0, 20));
    for (const limit of ["0", "21"]) expect((await callAs(student, listUpcomingBookings, { query: { limit } })).status).toBe(422);
  });

  it("BKT-8 drops a lesson at the instant of its start", async () => {
    const { student, at } = await calendar();
    const id = await at(noon("2026-03-04"), "CONFIRMED");
    setClock("2026-03-04T16:59:59.999Z");
    expect(await upcoming(student)).toEqual([id]);
    setClock("2026-03-04T17:00:00.000Z");
    expect(await upcoming(student)).toEqual([]);
  });

  it("BKL-5 finds the next lesson behind any number of cancelled ones", async () => {
    const { student, at } = await calendar();
    await Promise.all(Array.from({ length: 24 }, (_, index) => at(noon(addDays("2026-03-03", index % 3)), "CANCELLED")));
    const id = await at(noon("2026-03-06"), "CONFIRMED");
    expect(await upcoming(student, { limit: "1" })).toEqual([id]);
  });
});

type Page = Awaited<ReturnType<typeof page>>;

/** A student and an instructor, and a way to put lessons between them. */
async function calendar() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const at = async (startsAt: Instant, status: BookingStatus, special: Partial<Booking> = {}) => {
    const { bookingId } = await storeBooking(student, instructor, startsAt, { status, ...special });
    return bookingId;
  };
  return { student, instructor, at };
}

/** Noon in New York. */
function noon(date: LocalDate): Instant {
  return `${date}T17:00:00.000Z`;
}

/** The first hours of a UTC date. */
function hours(count: number, date: LocalDate = "2026-03-04"): Instant[] {
  return Array.from({ length: count }, (_, hour): Instant => `${date}T${String(hour).padStart(2, "0")}:00:00.000Z`);
}

async function page(person: SignedIn | LiveInstructor, query: Query) {
  return (await callAs(person, listBookings, { query })).body;
}

async function view(person: SignedIn, name: string): Promise<string[]> {
  return idsOf(await page(person, { view: name }));
}

function idsOf({ items }: Pick<Page, "items">): string[] {
  return items.map((item) => item.id);
}

async function upcoming(person: SignedIn | LiveInstructor, query: Query = {}): Promise<string[]> {
  const { body } = await callAs(person, listUpcomingBookings, { query });
  return body.items.map((item) => item.id);
}
