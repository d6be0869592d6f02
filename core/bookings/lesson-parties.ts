import { DomainError } from "../errors.ts";
import { ACCOUNT_SUSPENDED } from "../identity/identity-errors.ts";
import { type AccountStatus, statusAllows } from "../identity/user.ts";
import type { UserId } from "../ids.ts";
import { INSTRUCTOR_NOT_BOOKABLE } from "../instructors/instructor-errors.ts";
import { type Bookability, bookingRefusal, instructorNotFound } from "../instructors/is-instructor-bookable.ts";
import { INSTRUCTOR_SERVICE_NOT_FOUND } from "../search/search-errors.ts";
import { SELF_BOOKING, SERVICE_INSTRUCTOR_MISMATCH } from "./booking-errors.ts";

export interface LessonParties {
  /** Who asks. */
  readonly callerId: UserId;
  readonly instructorId: UserId;
  readonly bookability: Bookability;
  /** Absent when there is no such offering. */
  readonly offering?: { readonly instructorId: UserId; readonly isActive: boolean };
  /** Whether one of the two has blocked the other. */
  readonly isBlocked: boolean;
}

/** Why these two cannot have a lesson of this offering, in the order of BK-5 to BK-10. */
export function refuseParties({ callerId, instructorId, bookability, offering, isBlocked }: LessonParties): DomainError | undefined {
  if (callerId === instructorId) return new DomainError(SELF_BOOKING, "You cannot book yourself; choose another instructor.");
  if (bookability.reasons.includes("INSTRUCTOR_NOT_FOUND")) return instructorNotFound();
  if (!offering?.isActive) return new DomainError(INSTRUCTOR_SERVICE_NOT_FOUND, "There is no such service.");
  if (offering.instructorId !== instructorId) {
    return new DomainError(SERVICE_INSTRUCTOR_MISMATCH, "This service is another instructor's; name the instructor it belongs to.");
  }
  return bookingRefusal(bookability) ?? (isBlocked ? blocked() : undefined);
}

/** BK-4: a suspended student keeps the bookings there are and makes no new ones. */
export function refuseStudent(accountStatus: AccountStatus): DomainError | undefined {
  if (statusAllows({ accountStatus }, "createBookings")) return undefined;
  return new DomainError(ACCOUNT_SUSPENDED, "Your account is suspended; contact support.");
}

// The same words as for a pause: nobody learns that they were blocked.
function blocked(): DomainError {
  return new DomainError(INSTRUCTOR_NOT_BOOKABLE, "This instructor cannot be booked now; choose another one.", {
    reason: "temporarily_unavailable",
  });
}
