import { describe, expect, it } from "vitest";
import type { BookingStatus } from "../../core/bookings/booking.ts";
import { dueReminders, type ReminderKind, reminderWindow } from "../../core/bookings/reminders.ts";
import { type Instant, plusMinutes } from "../../core/time.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-reminders.json" with { type: "json" };
import sweeps from "../vectors/notifications-reminders.json" with { type: "json" };
import { intervalOf } from "./facts.ts";

interface RemindersInput {
  readonly date: `${string}-${string}-${string}`;
  readonly startTime: `${string}:${string}`;
  readonly timezone: string;
  readonly confirmedAt: string;
  readonly firstSweep: string;
  readonly lastSweep: string;
  readonly everyMinutes: number;
}

interface RemindersExpected {
  readonly startsAt: string;
  readonly window24h: { readonly after: string; readonly until: string };
  readonly window1h: { readonly after: string; readonly until: string };
  readonly sent: readonly { readonly at: string; readonly kind: ReminderKind }[];
}

describe("reminders", () => {
  for (const vector of casesOf<RemindersInput, RemindersExpected>(vectors)) {
    it(`BKL-30, BKL-31, BKT-4, BKT-6 ${titleOf(vector)}`, () => {
      const { startsAt } = intervalOf({ ...vector.input, durationMinutes: 60 });
      const { window24h, window1h, sent } = vector.expected;
      expect(startsAt).toBe(instant(vector.expected.startsAt));
      expect(reminderWindow("24h", startsAt)).toEqual({ after: instant(window24h.after), until: instant(window24h.until) });
      expect(reminderWindow("1h", startsAt)).toEqual({ after: instant(window1h.after), until: instant(window1h.until) });
      expect(sweep(vector.input, startsAt)).toEqual(sent.map(({ at, kind }) => ({ at: instant(at), kind })));
    });
  }

  for (const { name, now, startsAt, bookingStatus, alreadySent, expect: expected } of sweeps.cases) {
    it(`NTF-40 ${name}`, () => {
      const sent: readonly string[] = alreadySent;
      const booking = {
        status: statusOf(bookingStatus),
        startsAt: instant(startsAt),
        ...(sent.includes("24h") ? { reminder24hAt: instant(now) } : {}),
        ...(sent.includes("1h") ? { reminder1hAt: instant(now) } : {}),
      };
      expect(dueReminders(booking, instant(now))).toEqual(expected.send);
    });
  }

  it("BKL-32 reaches back an hour after an outage, but reminds nobody who confirmed after the reminder was over", () => {
    const startsAt: Instant = "2025-12-10T22:00:00.000Z";
    const late = plusMinutes(startsAt, -10);
    const booking = {
      status: "CONFIRMED",
      startsAt,
      confirmedAt: plusMinutes(startsAt, -600),
      reminder24hAt: plusMinutes(startsAt, -1430),
    } as const;
    expect(dueReminders(booking, late)).toEqual([]);
    expect(dueReminders(booking, late, 60)).toEqual(["1h"]);
    expect(dueReminders({ ...booking, confirmedAt: plusMinutes(startsAt, -44) }, late, 60)).toEqual([]);
  });
});

function sweep({ confirmedAt, firstSweep, lastSweep, everyMinutes }: RemindersInput, startsAt: Instant) {
  const sent: { at: Instant; kind: ReminderKind }[] = [];
  for (let now = instant(firstSweep); now <= instant(lastSweep); now = plusMinutes(now, everyMinutes)) {
    if (now < instant(confirmedAt)) continue;
    const flag = (kind: ReminderKind) => sent.find((reminder) => reminder.kind === kind)?.at;
    const day = flag("24h");
    const hour = flag("1h");
    const booking = {
      status: "CONFIRMED",
      startsAt,
      confirmedAt: instant(confirmedAt),
      ...(day === undefined ? {} : { reminder24hAt: day }),
      ...(hour === undefined ? {} : { reminder1hAt: hour }),
    } as const;
    for (const kind of dueReminders(booking, now)) sent.push({ at: now, kind });
  }
  return sent;
}

function statusOf(text: string): BookingStatus {
  const statuses: readonly BookingStatus[] = ["PENDING", "CONFIRMED", "COMPLETED", "CANCELLED", "NO_SHOW", "PAYMENT_FAILED"];
  const status = statuses.find((known) => known === text);
  if (status === undefined) throw new Error(`the file has an unknown status ${text}`);
  return status;
}
