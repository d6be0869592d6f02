import { describe, expect, it } from "vitest";
import { type BookingId, newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { bookingPaymentKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { type Instant, plusHours, plusMilliseconds } from "../../core/time.ts";
import * as getBookingPreview from "../../functions/bookings/get-booking-preview.ts";
import * as getCancellationQuote from "../../functions/bookings/get-cancellation-quote.ts";
import * as getRescheduleOptions from "../../functions/bookings/get-reschedule-options.ts";
import { callAs, MONDAY } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { storeBooking } from "./stored.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

const STARTS_AT: Instant = "2026-03-04T17:00:00.000Z";
const A_DAY_BEFORE = plusHours(STARTS_AT, -24);
const HALF_A_DAY_BEFORE = plusHours(STARTS_AT, -12);

describe("getCancellationQuote", () => {
  const windows: readonly (readonly [string, Instant, object])[] = [
    ["BKT-4 24 hours ahead", A_DAY_BEFORE, { window: "gte24", cardChargeCents: 0, studentCreditCents: 0, validUntil: A_DAY_BEFORE }],
    [
      "BKC-4 a millisecond later",
      plusMilliseconds(A_DAY_BEFORE, 1),
      { window: "12to24", cardChargeCents: 8_960, studentCreditCents: 8_000, validUntil: HALF_A_DAY_BEFORE },
    ],
    [
      "BKC-4 within 12 hours",
      plusMilliseconds(HALF_A_DAY_BEFORE, 1),
      { window: "lt12", cardChargeCents: 8_960, studentCreditCents: 4_000, validUntil: STARTS_AT },
    ],
  ];
  it.each(windows)("BKQ-7 %s", async (_, now, expected) => {
    const { student, bookingId } = await stored();
    setClock(now);
    const { body } = await callAs(student, getCancellationQuote, { params: { bookingId } });
    expect(body).toMatchObject({ allowed: true, reasonCode: null, refundCents: 0, instructorPayoutCents: null, ...expected });
  });

  it("BKQ-7 tells the instructor the own share", async () => {
    const { instructor, bookingId } = await stored();
    setClock(plusHours(STARTS_AT, -1));
    const { body } = await callAs(instructor, getCancellationQuote, { params: { bookingId } });
    expect(body).toMatchObject({ cardChargeCents: 0, studentCreditCents: 0, instructorPayoutCents: 0 });
  });

  it("BKC-1, BKQ-7 names the reason where cancelling is refused, and promises nothing", async () => {
    const { student, bookingId } = await stored();
    setClock(STARTS_AT);
    const { body } = await callAs(student, getCancellationQuote, { params: { bookingId } });
    expect(body).toMatchObject({ allowed: false, reasonCode: "LESSON_STARTED", cardChargeCents: 0, studentCreditCents: 0 });
  });
});

describe("getRescheduleOptions", () => {
  const moments: readonly (readonly [string, Instant, object])[] = [
    ["BKT-4 24 hours ahead carries", A_DAY_BEFORE, { allowed: true, paymentMode: "carry", validUntil: A_DAY_BEFORE }],
    ["LK-2 later locks", plusMilliseconds(A_DAY_BEFORE, 1), { allowed: true, paymentMode: "lock", validUntil: HALF_A_DAY_BEFORE }],
    ["BKT-5 12 hours ahead still locks", HALF_A_DAY_BEFORE, { allowed: true, paymentMode: "lock", priceMustStay: true }],
    ["LK-1 later is too late", plusMilliseconds(HALF_A_DAY_BEFORE, 1), { allowed: false, reasonCode: "RESCHEDULE_WINDOW_CLOSED" }],
    ["BKR-3 from the start on", STARTS_AT, { allowed: false, reasonCode: "LESSON_STARTED", paymentMode: null, validUntil: null }],
  ];
  it.each(moments)("BKQ-8 %s", async (_, now, expected) => {
    const { student, bookingId } = await stored();
    setClock(now);
    expect((await callAs(student, getRescheduleOptions, { params: { bookingId } })).body).toMatchObject(expected);
  });

  it("BKQ-8, LK-4 needs a card where nothing is held, and refuses a second late move", async () => {
    const { student, bookingId } = await stored();
    const withPayment = async (set: object) => {
      await commit([update(bookingPaymentKey(bookingId), { set }, present)]);
      return (await callAs(student, getRescheduleOptions, { params: { bookingId } })).body.reasonCode;
    };
    expect(await withPayment({ paymentStatus: "payment_method_required" })).toBe("PAYMENT_METHOD_REQUIRED");
    expect(await withPayment({ paymentStatus: "scheduled", lateRescheduleUsed: true })).toBe("RESCHEDULE_LIMIT_REACHED");
  });
});

describe("getBookingPreview", () => {
  it("BKL-10, BKL-12, BKL-13 shows each side the lesson in short, and a home only to whom it is needed", async () => {
    const location = {
      address: "10 W 10th St",
      neighborhoodName: "Greenwich Village",
      neighborhoodKey: "nyc-manhattan-greenwich-village" as const,
    };
    const place = { locationType: "student_location", location, studentNote: "Ring twice.", status: "CANCELLED" } as const;
    const { student, instructor, bookingId } = await stored(place);
    const seenBy = async (person: typeof student) => (await callAs(person, getBookingPreview, { params: { bookingId } })).body;
    expect(await seenBy(student)).toMatchObject({
      bookingId,
      instructor: { firstName: "Maya", lastInitial: "C", lastName: null },
      serviceName: "Piano",
      startTime: "12:00",
      endTime: "13:00",
      locationLabel: "Student's location",
      locationText: "10 W 10th St",
      studentNote: "Ring twice.",
    });
    expect(await seenBy(instructor)).toMatchObject({ locationText: "Greenwich Village", student: { lastName: null } });
  });
});

it.each([getBookingPreview, getCancellationQuote, getRescheduleOptions])(
  "BK-55 $contract.operationId shows strangers no booking",
  async (module) => {
    const { bookingId } = await stored();
    const stranger = await signedIn();
    const ask = async (id: BookingId) => {
      const { requestId: _id, instance: _path, ...rest } = (await callAs(stranger, module, { params: { bookingId: id } })).problem;
      return rest;
    };
    expect(await ask(bookingId)).toEqual(await ask(newId("bkg", MONDAY)));
    expect(await ask(bookingId)).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
  },
);

async function stored(special: Parameters<typeof storeBooking>[3] = {}) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const { bookingId } = await storeBooking(student, instructor, STARTS_AT, special, { paymentStatus: "scheduled" });
  return { student, instructor, bookingId };
}
