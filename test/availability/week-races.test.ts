import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import type { Lesson } from "../../core/availability/lesson.ts";
import { observeCalls } from "../../core/clients/observe.ts";
import { untilCommitted } from "../../core/table/retry.ts";
import { callsOf } from "../support/calls.ts";
import { useClock } from "../support/clock.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { book, EMPTY_VERSION, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

const ROUNDS = 10;
const LESSON: Lesson = { date: THURSDAY, startTime: "14:00", durationMinutes: 60, locationType: "student_location" };

describe("a race", () => {
  it("AVW-4 AVW-8 of two saves with one version has one winner; the other is told its version", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const instructor = await signedIn({ role: "instructor" });
      // Of one date, and of two dates of one week in turn.
      const dates = [WEDNESDAY, round % 2 === 0 ? WEDNESDAY : THURSDAY];
      const rivals = dates.map((date, index) =>
        save(instructor, { days: [open(date, `0${8 + index}:00-12:00`)], clearExisting: false, version: EMPTY_VERSION }),
      );
      const [winner, loser] = (await Promise.all(rivals)).toSorted((a, b) => a.status - b.status);
      expect([winner?.status, loser?.status]).toEqual([200, 412]);
      expect(loser?.problem.currentVersion).toBe(winner?.body.version);
      expect((await readWeek(instructor)).body.version).toBe(winner?.body.version);
    }
  });

  it("AVW-8 of saves of different dates without a version keeps both", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const dates = [WEDNESDAY, THURSDAY, "2026-03-13"];
    const replies = await Promise.all(dates.map((date) => save(instructor, { days: [open(date, "09:00-12:00")], clearExisting: false })));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    const { body } = await readWeek(instructor);
    expect(dates.flatMap((date) => windowsOn(body, date))).toEqual(["09:00-12:00", "09:00-12:00", "09:00-12:00"]);
  });

  it("AVW-8 AV-61 of a save and a booking loses neither, and the version that was read still counts", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const instructor = await signedIn({ role: "instructor" });
      const { version } = (await save(instructor, { days: [open(THURSDAY, "13:00-18:00")] })).body;
      const [saved] = await Promise.all([
        save(instructor, { days: [open(THURSDAY, "12:00-18:00")], version }),
        untilCommitted(
          () => book(instructor.userId, LESSON),
          () => new Error("the booking lost every race"),
        ),
      ]);
      expect(windowsOn((await readWeek(instructor)).body, THURSDAY)).toEqual(["12:00-18:00"]);
      const emptied = await save(instructor, { version: saved.body.version });
      expect(emptied.body.uncoveredLessons).toEqual([{ date: THURSDAY, startTime: "14:00", endTime: "15:00" }]);
      // Two edits before, one claim, one edit after: every write saw the one before it.
      const days = (await table.partition(`INSTRUCTOR#${instructor.userId}`)).filter((item) => item.sk === `AVDAY#${THURSDAY}`);
      expect(days).toMatchObject([{ revision: 4, everBooked: true }]);
    }
  });
});

describe("a save that loses every race", () => {
  it("AV-61 reads again five times and then asks to come back in a second", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const stop = refuseTransactions();
    const { result, calls } = await callsOf(() => save(instructor, { days: [open(WEDNESDAY, "09:00-12:00")] })).finally(stop);
    expect(result.problem).toMatchObject({ status: 409, code: "AVAILABILITY_BUSY" });
    expect(result.headers["retry-after"]).toBe("1");
    expect(calls.filter((call) => call.action === "Query")).toHaveLength(5);
    expect((await readWeek(instructor)).body.version).toBe(EMPTY_VERSION);
  });
});

/** The table answers every transaction as if another one held one of its items. */
function refuseTransactions(): () => void {
  return observeCalls({
    before({ action }) {
      if (action !== "TransactWriteItems") return;
      throw new TransactionCanceledException({
        message: "conflict",
        $metadata: {},
        CancellationReasons: [{ Code: "TransactionConflict" }],
      });
    },
  });
}
