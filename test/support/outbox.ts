import type { DomainEvent, EventType } from "../../core/events.ts";
import type { StoredItem, TestTable } from "./table.ts";

/** The events written so far, oldest first; of one kind if asked. */
export async function eventsOf<T extends EventType>(table: TestTable, eventType: T): Promise<DomainEvent<T>[]> {
  const items = await table.items();
  return items
    .filter((item) => item.type === "event" && item.eventType === eventType)
    .map((item) => toEvent<T>(item))
    .toSorted(byId);
}

/** Guaranteed by `publish`, which alone writes items of this type. */
function toEvent<T extends EventType>({ id, eventType, version, occurredAt, requestId, data }: StoredItem): DomainEvent<T> {
  return { id, eventType, version, occurredAt, requestId, data } as unknown as DomainEvent<T>;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
