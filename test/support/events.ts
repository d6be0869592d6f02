import type { EventType } from "../../core/events.ts";
import type { BookingId } from "../../core/ids.ts";
import type { StoredItem, TestTable } from "./table.ts";

/** The events of a type about a booking that wait in the outbox. */
export async function eventsOf(table: TestTable, bookingId: BookingId, eventType: EventType): Promise<readonly StoredItem[]> {
  const items = await table.items();
  return items.filter((item) => item.eventType === eventType && JSON.stringify(item.data).includes(bookingId));
}
