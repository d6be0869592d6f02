import { DomainError } from "../errors.ts";
import { AVAILABILITY_BUSY } from "./availability-errors.ts";

/** The refusal of a write to a calendar that lost every race (AV-61). */
export function calendarBusy(): DomainError {
  return new DomainError(
    AVAILABILITY_BUSY,
    "This calendar is being changed right now. Repeat in a second.",
    {},
    { headers: { "retry-after": "1" } },
  );
}
