import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../../core/context.ts";
import { required } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { publish } from "../../core/table/outbox.ts";
import { pendingEvents } from "../../core/table/relay.ts";
import { plusMilliseconds } from "../../core/time.ts";
import * as relay from "../../functions/outbox/relay-events.ts";
import { SUBSCRIPTIONS } from "../../functions/outbox/subscriptions.generated.ts";
import { log } from "../../functions/runtime/log.ts";
import * as sweep from "../../functions/schedules/sweep-outbox.ts";
import { underGrants } from "../../local/grants.ts";
import { setClock, useClock } from "../support/clock.ts";
import { failing } from "../support/faults.ts";
import { useTable } from "../support/table.ts";

const now = "2026-03-08T07:30:00.000Z";
const QUEUES = [...new Set(["confirm-bookings", ...Object.values(SUBSCRIPTIONS).flat()])];

const table = useTable();
useClock(now);
let server: FauxqsServer;
beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  process.env.AWS_ENDPOINT_URL_SQS = `http://127.0.0.1:${server.port}`;
  for (const name of QUEUES)
    process.env[`QUEUE_URL_${name.toUpperCase().replaceAll("-", "_")}`] = `http://127.0.0.1:${server.port}/000000000000/${name}`;
});
beforeEach(() => {
  server.purgeAll();
  server.setup({ queues: QUEUES.map((name) => ({ name })) });
});
afterAll(() => server.stop());

const ctx: Context = { principal: { kind: "service", name: "test" }, now, requestId: "req_outbox", log: log({}) };

/** Publishes an event as operations do; answers what the table's stream tells of it. */
async function published(eventType: "booking.created" | "booking.confirmed" | "instructor.profile_created") {
  const bookingId = newId("bkg", now);
  const person = newId("usr", now);
  const fact = { bookingId, studentId: person, instructorId: person, version: 1 };
  await commit([
    eventType === "instructor.profile_created" ? publish(ctx, eventType, { instructorId: person }) : publish(ctx, eventType, fact),
  ]);
  const items = await table.items();
  const item = required(
    items.find((one) => JSON.stringify(one.data).includes(person)),
    "the event was written",
  );
  return { item, id: String(item.id) };
}

function streamOf(items: readonly Readonly<Record<string, unknown>>[], eventName: "INSERT" | "MODIFY" = "INSERT"): DynamoDBStreamEvent {
  return {
    Records: items.map((item, index) => ({ eventName, dynamodb: { SequenceNumber: String(100 + index), NewImage: imageOf(item) } })),
  };
}

/** The two packages name one wire form differently. */
function imageOf(item: Readonly<Record<string, unknown>>) {
  return marshall(item) as NonNullable<NonNullable<DynamoDBStreamEvent["Records"][number]["dynamodb"]>["NewImage"]>;
}

function relayed(event: DynamoDBStreamEvent) {
  return underGrants(["table.write", "queues.send"], () => relay.handler(event));
}

function bodiesIn(queue: string): { id: string; eventType: string }[] {
  const messages = server.inspectQueue(queue)?.messages.ready ?? [];
  return messages.map(({ body }) => JSON.parse(body));
}

const waiting = () => pendingEvents(plusMilliseconds(now, 1), 100);

describe("the relay", () => {
  it("sends an event to the queue of each of its consumers and to no other, and takes it out of the pending ones", async () => {
    const { item, id } = await published("booking.confirmed");
    expect((await waiting()).map((event) => event.id)).toContain(id);
    expect(await relayed(streamOf([item]))).toEqual({ batchItemFailures: [] });
    expect(bodiesIn("send-booking-mails").map((body) => body.id)).toEqual([id]);
    expect(bodiesIn("confirm-bookings")).toEqual([]);
    expect((await waiting()).map((event) => event.id)).not.toContain(id);
  });

  it("sends the event without where it lay in the table", async () => {
    const { item } = await published("booking.confirmed");
    await relayed(streamOf([item]));
    const [body] = bodiesIn("send-booking-mails");
    expect(Object.keys(body ?? {}).sort()).toEqual(["data", "eventType", "id", "occurredAt", "requestId", "version"]);
  });

  it("leaves changes of events and everything that is no event alone", async () => {
    const { item } = await published("booking.confirmed");
    await relayed(streamOf([item], "MODIFY"));
    await relayed(streamOf([{ pk: "USER#1", sk: "USER", type: "user" }]));
    expect(bodiesIn("send-booking-mails")).toEqual([]);
  });

  it("settles an event that nobody listens to", async () => {
    const { item, id } = await published("instructor.profile_created");
    expect(await relayed(streamOf([item]))).toEqual({ batchItemFailures: [] });
    expect((await waiting()).map((event) => event.id)).not.toContain(id);
  });

  it("reports the first event that a queue did not take, and keeps it pending", async () => {
    const { item: first } = await published("instructor.profile_created");
    const { item: second, id } = await published("booking.confirmed");
    const { item: third } = await published("booking.confirmed");
    const down = failing(
      () => relayed(streamOf([first, second, third])),
      ({ service }) => service === "sqs",
      () => new Error("queue is down"),
    );
    expect(await down).toEqual({ batchItemFailures: [{ itemIdentifier: "101" }] });
    expect((await waiting()).map((event) => event.id)).toContain(id);
  });

  it("sends twice rather than never when it dies between sending and marking", async () => {
    const { item, id } = await published("booking.confirmed");
    const died = failing(
      () => relayed(streamOf([item])),
      ({ action }) => action === "UpdateItem",
      () => new Error("killed"),
    );
    await expect(died).rejects.toThrow("killed");
    await relayed(streamOf([item]));
    expect(bodiesIn("send-booking-mails").map((body) => body.id)).toEqual([id, id]);
    expect((await waiting()).map((event) => event.id)).not.toContain(id);
  });
});

describe("MON-21 the sweeper", () => {
  it("sends what the stream has not relayed within a minute, once", async () => {
    const { id } = await published("booking.confirmed");
    const run = () => underGrants(sweep.schedule.grants, () => sweep.handler({ name: "sweep-outbox", scheduledFor: now }));
    setClock(plusMilliseconds(now, 60_000));
    await run();
    expect(bodiesIn("send-booking-mails")).toEqual([]);
    setClock(plusMilliseconds(now, 60_001));
    await run();
    await run();
    expect(bodiesIn("send-booking-mails").filter((body) => body.id === id)).toHaveLength(1);
  });
});
