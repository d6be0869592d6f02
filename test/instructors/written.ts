import type { UserId } from "../../core/ids.ts";
import type { TestTable } from "../support/table.ts";

/** What the outbox holds about an instructor: each event's name and what it says. */
export async function eventsOf(table: TestTable, userId: UserId): Promise<{ readonly type: unknown; readonly data: unknown }[]> {
  const events = (await table.items()).filter((item) => item.type === "event" && JSON.stringify(item.data).includes(userId));
  return events.map(({ eventType, data }) => ({ type: eventType, data })).toSorted((a, b) => (String(a.type) < String(b.type) ? -1 : 1));
}

/** The stages of the funnel that were recorded, in no order. */
export async function stagesOf(table: TestTable, userId: UserId): Promise<unknown[]> {
  const items = await table.partition(`INSTRUCTOR#${userId}`);
  return items.filter((item) => item.type === "lifecycle-event").map((item) => item.stage);
}

/** Where search finds the instructor's offerings and name now. */
export async function searchPlacesOf(table: TestTable, userId: UserId): Promise<string[]> {
  const items = await table.partition(`INSTRUCTOR#${userId}`);
  return items.flatMap((item) => (typeof item.gsi3pk === "string" ? [item.gsi3pk] : [])).toSorted();
}
