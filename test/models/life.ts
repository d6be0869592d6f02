import { expect } from "vitest";
import { required } from "../../core/errors.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { calendarSettingsKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { type Instant, instantOf, toMilliseconds, type Zone } from "../../core/time.ts";
import { setClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import type { Reply } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import type { TestTable } from "../support/table.ts";
import type { Model, ModelInstructor } from "./model.ts";
import { followWrites, type Stored } from "./stored.ts";

/** Three instructors and four students from one moment on, as they are stored and as the model knows them. */
export interface Life {
  readonly model: Model;
  readonly students: readonly SignedIn[];
  readonly instructors: readonly LiveInstructor[];
  readonly stored: Stored;
  /** What the latest command turned out to be about. */
  aside?: string | undefined;
}

/** One thing that happens; it fails when the product answers or does anything else than the model. */
export interface Command {
  readonly text: string;
  run(life: Life): Promise<void>;
}

/** In Havana the clocks change at midnight, on the days of the other two. */
const ZONES: readonly Zone[] = ["America/New_York", "America/Chicago", "America/Havana"];
const FAR = "2027-12-01T00:00:00.000Z";

export async function beginLife(table: TestTable, start: Instant): Promise<Life> {
  setClock(start);
  await table.clear();
  const stored = followWrites(table);
  const session = { expiresAt: FAR, absoluteExpiresAt: FAR } as const;
  const students = await Promise.all([0, 1, 2, 3].map(() => signedIn({ session })));
  const instructors = await Promise.all(ZONES.map(() => liveInstructor({ session })));
  const settings = instructors.map(({ userId }, index) =>
    update(calendarSettingsKey(userId), { set: { timezone: ZONES[index] } }, present),
  );
  await commit(settings);
  return { model: { now: toMilliseconds(start), instructors: ZONES.map(newInstructor), bookings: [] }, students, instructors, stored };
}

function newInstructor(zone: Zone): ModelInstructor {
  const usual = { bufferMinutes: 15, travelBufferMinutes: 60, overnightProtectionEnabled: true, bookingHorizonDays: 365 };
  return { zone, ...usual, lines: new Map(), daysOff: new Map() };
}

/** Time passes for the product and for the model. */
export function passTo({ model }: Pick<Life, "model">, moment: number): void {
  model.now = moment;
  model.focus = undefined;
  setClock(instantOf(moment));
}

export function personAt<Person>(people: readonly Person[], index: number): Person {
  return required(people[index], `somebody is number ${index}`);
}

/** The answer in one word: the status, or the code of the refusal. */
export function answerOf(reply: Reply<unknown>): string {
  return reply.status < 400 ? String(reply.status) : reply.problem.code;
}

export function expectAnswer(reply: Reply<unknown>, answer: string): void {
  expect(answerOf(reply)).toBe(answer);
}
