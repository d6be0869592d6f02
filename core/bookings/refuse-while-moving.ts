import { DomainError, OPERATION_IN_PROGRESS } from "../errors.ts";
import { isMoving, type Moving } from "./booking.ts";

/** Why nothing may happen to either booking of a move that waits for its money (BKR-10). */
export function refuseWhileMoving(booking: Moving): DomainError | undefined {
  if (!isMoving(booking)) return undefined;
  const headers = { "retry-after": "1" };
  return new DomainError(OPERATION_IN_PROGRESS, "The booking is being moved; try again in a moment.", {}, { headers });
}
