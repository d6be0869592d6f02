import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AvailabilityDay } from "../../core/availability/availability-day.ts";
import { windowsOf } from "../../core/availability/open-hours.ts";
import { timeRange } from "../../core/availability/slot-time.ts";
import { required } from "../../core/errors.ts";
import * as saveWeekAvailability from "../../functions/availability/save-week-availability.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as createBooking from "../../functions/bookings/create-booking.ts";
import { type Mail, mailsIn } from "../../local/mailbox/mails.ts";
import { openStore } from "../../local/store.ts";
import { type Caller, liftRateLimits, signInDemo, tell } from "../journeys/local-city.ts";
import { bookingsIn, brokenPromises } from "../support/booking-truth.ts";
import type { EndpointModule } from "../support/invoke.ts";
import { jsonOf } from "../support/json.ts";
import { type RuntimeProcess, startRuntimeProcess } from "../support/runtime-process.ts";
import { storedIn } from "../support/runtime-table.ts";
import { untilSettled } from "../support/runtime-work.ts";
import type { StoredItem } from "../support/table.ts";
import { type Attempt, type Requests, send, type Teacher, teacherOf, workUntilGone } from "./load.ts";

// The local runtime dies as hard as a process can, in the middle of everything, several times. What then must be true is what AWS promises too.

const ROUNDS = 3;
const dataDir = mkdtempSync(join(tmpdir(), "crash-"));
// This is about the engine that the runtime starts itself: another would not die with it.
delete process.env.DYNAMODB_ENDPOINT;
let runtime: RuntimeProcess;
const students: Caller[] = [];
const teachers: Teacher[] = [];
const requests: Requests = { bookings: [], cancellations: [], weeks: [] };
const killedAt: number[] = [];
let seeded: ReadonlySet<string>;
let items: StoredItem[];
let mails: Mail[];

beforeAll(async () => {
  liftRateLimits();
  runtime = await startRuntimeProcess({ dataDir, port: 0 });
  for (const name of ["emma.wilson", "noah.patel", "sofia.reyes", "ava.johnson"]) students.push(await signInDemo(runtime.url, name));
  for (const [name, subject] of Object.entries({ "maya.chen": "piano", "daniel.rosen": "guitar", "lucia.fernandez": "spanish" })) {
    teachers.push(await teacherOf(await signInDemo(runtime.url, name), subject));
  }
  seeded = new Set(bookingsIn(await storedIn(runtime.url)).map(({ bookingId }) => bookingId));
  for (let round = 0; round < ROUNDS; round++) {
    const working = workUntilGone(students, teachers, requests);
    await new Promise((resolve) => setTimeout(resolve, 1_500 + 700 * Math.random()));
    killedAt.push(Date.now());
    await runtime.kill();
    await working;
    // The same port, because tokens are issued in the name of the address.
    runtime = await startRuntimeProcess({ dataDir, port: Number(new URL(runtime.url).port) });
    await repeatUnanswered();
  }
  // What a killed run had claimed counts as abandoned after a minute.
  await tell(runtime.url, "clock", { advanceMinutes: 1.1 });
  await repeatUnanswered();
  await untilSettled(runtime.url, 90_000);
  items = await storedIn(runtime.url);
  mails = everyMail();
}, 180_000);

afterAll(async () => {
  await runtime?.stop();
  rmSync(dataDir, { recursive: true });
});

/** Repeats every request that has no final answer yet, as a client would: unchanged, under its key. */
async function repeatUnanswered(): Promise<void> {
  await Promise.all([
    ...requests.bookings.map((attempt) => repeat(createBooking, attempt)),
    ...requests.cancellations.map((attempt) => repeat(cancelBooking, attempt)),
  ]);
  // One after the other, so that the last answer is that of the last save.
  for (const attempt of requests.weeks) await repeat(saveWeekAvailability, attempt);
}

async function repeat<Module extends EndpointModule>(module: Module, attempt: Attempt<Module>): Promise<void> {
  if (!isFinal(attempt)) await send(module, attempt);
}

function isFinal({ answer }: Attempt<EndpointModule>): boolean {
  return answer !== undefined && answer.status < 500 && !answer.text.includes("OPERATION_IN_PROGRESS");
}

/** Every mail that went out: the page of the mailbox shows only the newest. */
function everyMail(): Mail[] {
  const store = openStore(join(dataDir, "local.db"));
  const mails = mailsIn(store).list(undefined, 100_000);
  store.close();
  return mails;
}

/** Guaranteed by `write.ts`, which stores the type of its key beside every item. */
function itemsOf<T>(type: string): T[] {
  return items.filter((item) => item.type === type) as unknown as T[];
}

function madeBookings() {
  return requests.bookings.flatMap(({ answer }) => (answer?.status === 201 ? [answer.body.booking] : []));
}

it("there was something to lose", () => {
  expect(madeBookings().length).toBeGreaterThan(killedAt.length);
  expect(requests.bookings.length + requests.cancellations.length + requests.weeks.length).toBeGreaterThan(killedAt.length * 10);
});

it("IK-2 every request comes to one final answer, and the same one when it is repeated", async () => {
  const open = [...requests.bookings, ...requests.cancellations, ...requests.weeks].filter((attempt) => !isFinal(attempt));
  expect(open.map(({ answer }) => answer?.text)).toEqual([]);
  const unexpected = requests.bookings.filter(({ answer }) => ![201, 409, 422].includes(answer?.status ?? 0));
  expect(unexpected.map(({ answer }) => answer?.text)).toEqual([]);
  const made = requests.bookings.filter(({ answer }) => answer?.status === 201).slice(-20);
  for (const attempt of made) {
    const again = await attempt.by.call(createBooking, attempt.call);
    expect([again.status, again.body.booking.id]).toEqual([201, attempt.answer?.body.booking.id]);
  }
});

it("BK-48 one booking is made for each key, and none that was acknowledged is lost", () => {
  const made = madeBookings().map(({ id }) => id);
  const ours = bookingsIn(items).filter(({ bookingId }) => !seeded.has(bookingId));
  expect(new Set(made).size).toBe(made.length);
  expect(ours.map(({ bookingId }) => bookingId).sort()).toEqual(made.sort());
  const cancelled = requests.cancellations.flatMap(({ answer }) => (answer?.status === 200 ? [answer.body.booking.id] : []));
  expect(ours.flatMap(({ bookingId, status }) => (status === "CANCELLED" ? [bookingId] : [])).sort()).toEqual(cancelled.sort());
});

it("AVW-8 the hours are those of the last save", () => {
  const days = itemsOf<AvailabilityDay>("availability-day");
  for (const { caller } of teachers) {
    const saves = requests.weeks.filter(({ by, answer }) => by === caller && answer?.status === 200);
    const last = required(saves.sort((one, other) => (one.answeredAs ?? 0) - (other.answeredAs ?? 0)).at(-1), "weeks were saved");
    const [sent] = (last.call.body as { days: { date: string; windows: unknown[] }[] }).days;
    const day = days.find(({ instructorId, date }) => instructorId === caller.userId && date === sent?.date);
    const stored = day && windowsOf(day).map(({ formats, ...range }) => ({ ...timeRange(range), formats }));
    expect(stored).toEqual(sent?.windows);
  }
});

it("AV-59 no slot is taken without its lesson, no lesson is without its slots, and lists, ledgers and events agree", () => {
  expect(brokenPromises(items)).toEqual([]);
});

it("NTF-10 every event reaches its consumers: a confirmation or cancellation is one mail to each of the two", async () => {
  const told = itemsOf<{
    id: string;
    eventType: string;
    data: { bookingId: string; studentId: string; instructorId: string; wasConfirmed?: boolean };
  }>("event").filter(
    ({ eventType, data }) => eventType === "booking.confirmed" || (eventType === "booking.cancelled" && data.wasConfirmed),
  );
  const expected = told.flatMap(({ id, data }) => [`${id}:${data.studentId}`, `${id}:${data.instructorId}`]);
  const keyOf = (mail: Mail) => (mail.headers["X-Idempotency-Key"] ?? "").split(":").slice(0, 2).join(":");
  // A lesson soon to come is also reminded of.
  const ours = mails.filter((mail) => told.some(({ id }) => keyOf(mail).startsWith(`${id}:`)));
  const sent = ours.map(keyOf);
  expect([...new Set(sent)].sort()).toEqual(expected.sort());
  // The provider takes no key, so a kill between its yes and our note of it sends again: one batch of the consumer at most, and nothing else.
  const twins = ours.filter((mail, index) => sent.indexOf(keyOf(mail)) !== index).map(keyOf);
  expect(twins.length).toBeLessThanOrEqual(killedAt.length * 10);
  for (const twin of twins) {
    const first = Math.min(...ours.filter((mail) => keyOf(mail) === twin).map(({ sentAt }) => Date.parse(sentAt)));
    expect(killedAt.map((at) => at - first).filter((sinceMs) => sinceMs > -100 && sinceMs < 1_000)).toHaveLength(1);
  }
  const { items: queues } = await jsonOf<{ items: { name: string; dead: number }[] }>(await fetch(`${runtime.url}/local/queues`));
  expect(queues.filter(({ dead }) => dead > 0)).toEqual([]);
});
