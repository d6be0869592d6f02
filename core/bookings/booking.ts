import type { BookingDisputeId, BookingId, CategoryId, InstructorServiceId, NoShowReportId, ServiceId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { MovePlan } from "../payments/move-plan.ts";
import type { NeighborhoodKey } from "../places/neighborhoods.ts";
import type { Instant, LocalDate, LocalTime, Zone } from "../time.ts";
import type { LocationType } from "./location-type.ts";

export type BookingStatus = "PENDING" | "CONFIRMED" | "COMPLETED" | "CANCELLED" | "NO_SHOW" | "PAYMENT_FAILED";

/** How long before the lesson it was cancelled (BKC-4). */
export type CancellationWindow = "gte24" | "12to24" | "lt12";

/** Why the platform or a failed payment cancelled it (BKC-10). A participant's cancellation has no code. */
export type CancellationCode =
  | "account_suspended"
  | "account_erased"
  | "background_check"
  | "admin"
  | "admin_refund"
  | "dispute"
  | "payout_account"
  | "payment_failed"
  | "rescheduled"
  | "reschedule_failed";

export type CompletionSource = "instructor" | "auto" | "no_show_dispute" | "admin";

/** The two people of a booking. */
export type Side = "student" | "instructor";

export interface LessonLocation {
  readonly address: string;
  readonly lat?: number;
  readonly lng?: number;
  readonly placeId?: string;
  readonly neighborhoodKey?: NeighborhoodKey;
  readonly neighborhoodName?: string;
  readonly label?: string;
}

/**
 * A commitment of two people to one interval of time. It carries its own copy of everything it needs, so that later changes of hours,
 * services, prices or zones never change it. Names, e-mail and phone are not stored here: they are read when shown (BK-36).
 */
export interface Booking {
  readonly bookingId: BookingId;
  readonly studentId: UserId;
  readonly instructorId: UserId;
  readonly instructorServiceId: InstructorServiceId;
  readonly serviceId: ServiceId;
  readonly categoryId: CategoryId;
  readonly serviceName: string;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  /** May be `24:00`. */
  readonly endTime: LocalTime;
  readonly timezone: Zone;
  /** With `endsAt` the truth for every comparison. */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly durationMinutes: number;
  readonly status: BookingStatus;
  readonly locationType: LocationType;
  /** Absent for online lessons and after an erasure (BKL-14). */
  readonly location?: LessonLocation;
  readonly serviceArea?: string;
  readonly studentNote?: string;
  readonly instructorNote?: string;
  readonly hourlyRateCents: Cents;
  readonly lessonPriceCents: Cents;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly confirmedAt?: Instant;
  readonly completedAt?: Instant;
  readonly completionSource?: CompletionSource;
  readonly cancelledAt?: Instant;
  readonly cancelledBy?: { readonly role: Side | "platform" | "payment"; readonly userId?: UserId };
  readonly cancellationReason?: string;
  readonly cancellationCode?: CancellationCode;
  readonly cancellationWindow?: CancellationWindow;
  readonly rescheduledFromBookingId?: BookingId;
  readonly rescheduledToBookingId?: BookingId;
  /** When the lesson was to be before it moved here. */
  readonly rescheduledFrom?: { readonly date: LocalDate; readonly startTime: LocalTime };
  /** The first booking of a chain of moves, by which calendars know the lesson (BKL-40). */
  readonly firstBookingId?: BookingId;
  readonly rescheduleCount: number;
  /** How the money came along with the move that made this booking (LK-2 to LK-4). */
  readonly moveMode?: MovePlan["mode"];
  /** Set while a move to another booking waits for its money (BKR-9). */
  readonly movingTo?: { readonly bookingId: BookingId; readonly leaseUntil: Instant };
  readonly noShow?: BookingNoShow;
  readonly dispute?: BookingDispute;
  readonly reminder24hAt?: Instant;
  readonly reminder1hAt?: Instant;
  /** From 1; rises with every write and is the ETag. */
  readonly version: number;
}

/** A report that somebody did not come (BKN-1). A later report of the other side replaces a closed one. */
export interface BookingNoShow {
  readonly reportId: NoShowReportId;
  readonly type: Side | "mutual";
  readonly reportedBy: Side | "admin";
  readonly reportedAt: Instant;
  /** The reporter's own words. */
  readonly reason?: string;
  readonly disputed: boolean;
  readonly disputedAt?: Instant;
  /** The words of the accused. */
  readonly disputeReason?: string;
  readonly resolution?: NoShowResolution;
  readonly resolvedAt?: Instant;
}

/** How a report ended (NS-2): only the first two say that somebody was absent. */
export type NoShowResolution = "confirmed_no_dispute" | "confirmed_after_review" | "dispute_upheld" | "cancelled";

/** A dispute of the lesson's completion (BKN-12). */
export interface BookingDispute {
  readonly disputeId: BookingDisputeId;
  readonly by: Side;
  /** The words of who disputes; absent after an erasure (BKL-14). */
  readonly reason?: string;
  readonly at: Instant;
  readonly resolution?: "paid" | "refunded" | "split" | "withdrawn";
  readonly resolvedAt?: Instant;
}

/** Whether the lesson is still going to happen. */
export function isLive(status: BookingStatus): boolean {
  return status === "PENDING" || status === "CONFIRMED";
}

/** Whether the lesson holds its time on both calendars, also after it has been taught (BK-32). */
export function isOccupying(status: BookingStatus): boolean {
  return status !== "CANCELLED" && status !== "PAYMENT_FAILED";
}

export function hasOpenReport(booking: Pick<Booking, "noShow">): boolean {
  return booking.noShow !== undefined && booking.noShow.resolution === undefined;
}

export function hasOpenDispute(booking: Pick<Booking, "dispute">): boolean {
  return booking.dispute !== undefined && booking.dispute.resolution === undefined;
}

/** What tells whether a booking is part of a move that waits for its money. */
export type Moving = Pick<Booking, "status" | "movingTo" | "rescheduledFromBookingId">;

/** Whether a move from or to this booking waits for its money; meanwhile nothing else may happen to either of the two (BKR-10). */
export function isMoving(booking: Moving): boolean {
  return booking.movingTo !== undefined || isHeld(booking);
}

/** Whether it is the new booking of such a move: it holds its time, but is in no list and waits for no payment of its own (BKR-9). */
export function isHeld({ status, rescheduledFromBookingId }: Omit<Moving, "movingTo">): boolean {
  return status === "PENDING" && rescheduledFromBookingId !== undefined;
}

/** Cancelled because it moved: the new booking stands for it in figures and histories. */
export function isMove(code: CancellationCode | undefined): boolean {
  return code === "rescheduled" || code === "reschedule_failed";
}

/** Half-open intervals: lessons that touch do not overlap (BK-32). */
export function overlaps(one: Pick<Booking, "startsAt" | "endsAt">, other: Pick<Booking, "startsAt" | "endsAt">): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}
