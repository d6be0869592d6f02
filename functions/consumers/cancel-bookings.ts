import { cancelBecauseOf } from "../../core/bookings/cancel-because-of.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Cancels the coming lessons of people who were suspended or erased, or lost their clearance. */
export const consumer = declare({
  name: "cancel-bookings",
  events: ["user.status_changed", "background_check.changed", "user.erased"],
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 120,
  batchSize: 1,
  maxReceiveCount: 5,
});

export const handler = consume(consumer, cancelBecauseOf);
