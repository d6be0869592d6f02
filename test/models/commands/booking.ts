import fc from "fast-check";
import { instantOf } from "../../../core/time.ts";
import { book, confirm } from "../../support/bookings.ts";
import { type Command, expectAnswer, type Life, personAt } from "../life.ts";
import { change, instructorAt, type ModelBooking, newBooking, PLACES, type Place, type Wish } from "../model.ts";
import { bookingAnswer, startOf } from "../rules/booking-answers.ts";
import { canBePaid } from "../rules/lesson-answers.ts";
import { dateAt, minuteAt, plusDays, timeOf } from "../wall-clock.ts";
import { instructorIndex, onBooking, someOf, studentIndex } from "./choosing.ts";

/** Quarters of an hour after midnight: mostly around noon, where lessons meet, in the small hours, where clocks change, and early. */
export const quarter = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 44, max: 58 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 14 }) },
  { weight: 3, arbitrary: fc.integer({ min: 32, max: 43 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 95 }) },
);

const booking: fc.Arbitrary<Asked> = fc.record({
  student: studentIndex,
  instructor: instructorIndex,
  daysAhead: fc.constantFrom(0, 0, 0, 1, 1, 1, 2, 3),
  quarter,
  minutes: fc.constantFrom(30, 60, 90),
  place: fc.constantFrom(...PLACES),
  isPaid: fc.constantFrom(true, true, false),
});

/** A student asks for a lesson, and mostly pays for it. */
export const bookings: fc.Arbitrary<Command> = booking.map((asked) => ({
  text: `book ${JSON.stringify(asked)}`,
  run: async (life) => {
    const { model } = life;
    const wish = wishOf(life, asked);
    const answer = bookingAnswer(model, wish);
    const reply = await book(personAt(life.students, wish.student), personAt(life.instructors, wish.instructor), {
      date: wish.date,
      startTime: timeOf(wish.from),
      durationMinutes: asked.minutes,
      locationType: wish.place,
      ...(wish.place === "neutral_location" ? { meetingLocation: "Bryant Park" } : {}),
    });
    expectAnswer(reply, answer);
    if (reply.status !== 201) return;
    const made = newBooking(wish, model, reply.body.booking.id, startOf(model, wish));
    made.news.push("booking.created");
    model.bookings.push(made);
    if (asked.isPaid) await pay(life, made);
  },
}));

/** The payment of a booking comes through, in time or too late. */
export const payments: fc.Arbitrary<Command> = someOf("unpaid booking", "unpaid booking", "booking").map((which) =>
  onBooking("pay", which, (life, booking) => pay(life, booking)),
);

interface Asked {
  readonly student: number;
  readonly instructor: number;
  readonly daysAhead: number;
  readonly quarter: number;
  readonly minutes: number;
  readonly place: Place;
  readonly isPaid: boolean;
}

/** Today's lessons start within some hours, so that many are given while the story lasts. */
function wishOf({ model }: Life, { student, instructor, daysAhead, quarter: start, minutes, place }: Asked): Wish {
  const { zone } = instructorAt(model, instructor);
  const soon = Math.ceil(minuteAt(model.now, zone) / 15) + (start % 20);
  const from = (daysAhead === 0 ? Math.min(soon, 95) : start) * 15;
  return { student, instructor, date: plusDays(dateAt(model.now, zone), daysAhead), from, to: from + minutes, place };
}

async function pay({ model }: Life, booking: ModelBooking): Promise<void> {
  const expected = canBePaid(model, booking) ? "paid" : "INVALID_BOOKING_TRANSITION";
  const answer = await confirm({ id: booking.bookingId, startsAt: instantOf(booking.startsAt) }).then(
    () => "paid",
    (error: { readonly code?: string }) => error.code ?? String(error),
  );
  if (answer !== expected) throw new Error(`paying for ${booking.bookingId} answered ${answer} instead of ${expected}`);
  if (expected !== "paid" || booking.status !== "PENDING") return;
  const isMoneyHeld = booking.startsAt - model.now < 24 * 3_600_000;
  change(booking, { status: "CONFIRMED", confirmedAt: model.now, isMoneyHeld }, "booking.confirmed");
}
