import { eraseCalendar } from "../../core/availability/erase-calendar.ts";
import { commit } from "../../core/table/commit.ts";
import { applied } from "../../core/table/inbox.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Erases the calendars of people who are erased (AV-71). */
export const consumer = declare({
  name: "erase-calendars",
  events: ["user.erased"],
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 60,
  batchSize: 10,
  maxReceiveCount: 5,
});

// Erasing twice erases nothing more, so the mark may follow instead of sharing a transaction.
export const handler = consume(consumer, async (ctx, event) => {
  await eraseCalendar(event.data.userId, ctx.now);
  await commit([applied(ctx, consumer.name, event.id)]);
});
