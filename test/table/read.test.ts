import { expect, it } from "vitest";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { absent } from "../../core/table/condition.ts";
import { eventKey, lifecycleEventKey, pendingEventIndex } from "../../core/table/keys.ts";
import { read, readAll, readRange } from "../../core/table/read.ts";
import { put } from "../../core/table/write.ts";
import { useTable } from "../support/table.ts";

useTable();

it("gives an entity back as it was put, without where and until when it lies", async () => {
  const now = "2026-03-08T07:30:00.000Z";
  const key = lifecycleEventKey(newId("usr", now), "registered");
  const other = eventKey(newId("evt", now));
  const entity = { stage: "registered", at: now } as const;
  await commit([put(key, entity, absent, { ttl: now, index: { gsi2: pendingEventIndex(now, newId("evt", now)) } })]);
  expect(await read(key)).toEqual(entity);
  expect(await readAll([other, key])).toEqual([undefined, entity]);
  expect((await readRange({ pk: key.pk, limit: 10 })).items).toEqual([entity]);
});

it("reads nothing from a range that ends before it begins, which the table itself refuses", async () => {
  const { pk } = eventKey(newId("evt", "2026-03-08T07:30:00.000Z"));
  expect(await readRange({ pk, from: "B", to: "A", limit: 10 })).toEqual({ items: [], next: undefined });
});
