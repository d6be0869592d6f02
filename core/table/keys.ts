import type { AvailabilityDay } from "../availability/availability-day.ts";
import type { Blackout } from "../availability/blackout.ts";
import type { BookingRules } from "../availability/booking-rules.ts";
import type { AvailabilitySettings } from "../availability/calendar-settings.ts";
import type { RangeJob } from "../availability/range-job.ts";
import type { WeeklyPattern } from "../availability/weekly-pattern.ts";
import type { Booking } from "../bookings/booking.ts";
import type { BookingLedger } from "../bookings/booking-ledger.ts";
import type { BookingListEntry } from "../bookings/booking-list-entry.ts";
import type { EarnedInMonth, StoredFigures, TaughtBy } from "../bookings/counted-figures.ts";
import type { StudentDay } from "../bookings/student-day.ts";
import type { ReliabilityRecord } from "../bookings/weigh-cancellation.ts";
import type { DomainEvent } from "../events.ts";
import type { KnownDevices } from "../identity/known-devices.ts";
import type { LoginGuard } from "../identity/login-protection.ts";
import type { Session } from "../identity/session.ts";
import type { User } from "../identity/user.ts";
import type {
  AuditId,
  BlackoutId,
  BookingId,
  EventId,
  InstructorServiceId,
  LifecycleEventId,
  MovementId,
  RangeJobId,
  ServiceId,
  SessionId,
  UserId,
} from "../ids.ts";
import type { InstructorProfile } from "../instructors/instructor-profile.ts";
import type { LifecycleEvent } from "../instructors/lifecycle-event.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import type { Commission } from "../payments/commission.ts";
import type { CreditStanding } from "../payments/credit-standing.ts";
import type { MoneyMovement } from "../payments/money-movement.ts";
import type { InstructorService } from "../search/instructor-service.ts";
import type { ServiceAreas } from "../search/service-areas.ts";
import type { Instant, LocalDate } from "../time.ts";
import type { AuditEntry } from "./audit.ts";
import type { StoredIdempotencyRecord } from "./idempotency.ts";

import type { IndexKey, Key } from "./key.ts";

// The single table. Each function names the access pattern it serves; partitions are people, instructors and bookings, so that no
// item is shared between two instructors and whatever one operation needs lies together.

// People: USER#{userId}

/** The user of a session, with every request (SES-6). */
export const userKey = (userId: UserId): Key<User> => ({ pk: `USER#${userId}`, sk: "USER", type: "user" });
/** Whether a session is live, with every request (SES-6). */
export const sessionKey = (userId: UserId, sessionId: SessionId): Key<Session> => ({
  pk: `USER#${userId}`,
  sk: `SESSION#${sessionId}`,
  type: "session",
});
/** Refresh tokens name only the session; this finds its user. */
export const sessionOwnerKey = (sessionId: SessionId): Key<{ userId: UserId }> => ({
  pk: `SESSION#${sessionId}`,
  sk: "OWNER",
  type: "session-owner",
});
/** User by e-mail; its absence is the condition of registering (REG-10). */
export const emailKey = (email: string): Key<{ userId: UserId }> => ({ pk: `EMAIL#${email}`, sk: "EMAIL", type: "email" });
/** How many administrators there are; the last one must stay. */
export const adminCountKey: Key<{ readonly count: number }> = { pk: "ADMINS", sk: "COUNT", type: "admin-count" };
/** The devices a user has signed in from (LOG-7). */
export const knownDevicesKey = (userId: UserId): Key<KnownDevices> => ({ pk: `USER#${userId}`, sk: "DEVICES", type: "known-devices" });
/** Failed logins of a submitted address, or of an address on a known device (LOG-2). */
export const loginGuardKey = (subject: string): Key<LoginGuard> => ({ pk: `LOGIN#${subject}`, sk: "GUARD", type: "login-guard" });
/** The five-minute slots of a UTC date that a student's lessons occupy (BK-31). */
export const studentDayKey = (userId: UserId, utcDate: LocalDate): Key<StudentDay> => ({
  pk: `USER#${userId}`,
  sk: `STUDENTDAY#${utcDate}`,
  type: "student-day",
});
export const studentDaysOf = (userId: UserId, first: LocalDate) => ({
  pk: `USER#${userId}`,
  from: `STUDENTDAY#${first}`,
  to: "STUDENTDAY#\uffff",
});
/** Counts the bookings made for a person, so that closing an account can race with none (BKE-4). */
export const bookingLedgerKey = (userId: UserId): Key<BookingLedger> => ({ pk: `USER#${userId}`, sk: "LEDGER", type: "booking-ledger" });
/** Whether a student may pay for lessons (CK-2). */
export const creditStandingKey = (userId: UserId): Key<CreditStanding> => ({
  pk: `USER#${userId}`,
  sk: "STANDING",
  type: "credit-standing",
});
/** A booking in the list of one of its two people, by start (BKL-3). */
export const bookingListKey = (userId: UserId, startsAt: Instant, bookingId: BookingId): Key<BookingListEntry> => ({
  pk: `USER#${userId}`,
  sk: `BOOKING#${startsAt}#${bookingId}`,
  type: "booking-list-entry",
});
export const bookingListOf = (userId: UserId) => ({ pk: `USER#${userId}`, prefix: "BOOKING#" });

/** What is counted of a person's bookings (BKL-22). */
export const bookingFiguresKey = (userId: UserId): Key<StoredFigures> => ({
  pk: `USER#${userId}`,
  sk: "FIGURES",
  type: "booking-figures",
});
/** What an instructor earned with the lessons of a month, `2026-03`. */
export const earnedInMonthKey = (userId: UserId, month: string): Key<EarnedInMonth> => ({
  pk: `USER#${userId}`,
  sk: `EARNED#${month}`,
  type: "earned-in-month",
});
export const earnedInMonthsOf = (userId: UserId) => ({ pk: `USER#${userId}`, prefix: "EARNED#" });
/** How often one instructor has taught a student, for the number of different ones. */
export const taughtByKey = (studentId: UserId, instructorId: UserId): Key<TaughtBy> => ({
  pk: `USER#${studentId}`,
  sk: `TAUGHTBY#${instructorId}`,
  type: "taught-by",
});
export const taughtByOf = (studentId: UserId) => ({ pk: `USER#${studentId}`, prefix: "TAUGHTBY#" });

// Instructors: INSTRUCTOR#{userId}

export const instructorProfileKey = (userId: UserId): Key<InstructorProfile> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: "PROFILE",
  type: "instructor-profile",
});
export const calendarSettingsKey = (userId: UserId): Key<AvailabilitySettings> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: "CALENDAR",
  type: "calendar-settings",
});
export const serviceAreasKey = (userId: UserId): Key<ServiceAreas> => ({ pk: `INSTRUCTOR#${userId}`, sk: "AREAS", type: "service-areas" });
/** What speaks against an instructor's reliability (BKC-9). */
export const reliabilityKey = (userId: UserId): Key<ReliabilityRecord> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: "RELIABILITY",
  type: "reliability",
});
export const commissionKey = (userId: UserId): Key<Commission> => ({ pk: `INSTRUCTOR#${userId}`, sk: "COMMISSION", type: "commission" });
export const lifecycleEventKey = (userId: UserId, id: LifecycleEventId | string): Key<LifecycleEvent> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `LIFECYCLE#${id}`,
  type: "lifecycle-event",
});
/** What an instructor teaches; all offerings of an instructor in one range. */
export const offeringKey = (userId: UserId, id: InstructorServiceId): Key<InstructorService> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `OFFERING#${id}`,
  type: "offering",
});
export const offeringsOf = (userId: UserId) => ({ pk: `INSTRUCTOR#${userId}`, prefix: "OFFERING#" });
/** One offering per instructor and service (OFF-1). */
export const offeredServiceKey = (userId: UserId, serviceId: ServiceId): Key<{ instructorServiceId: InstructorServiceId }> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `OFFERS#${serviceId}`,
  type: "offered-service",
});
/** Who owns an offering, when a request names only the offering (BK-7, BK-8). */
export const offeringOwnerKey = (id: InstructorServiceId): Key<{ instructorId: UserId }> => ({
  pk: `OFFERING#${id}`,
  sk: "OWNER",
  type: "offering-owner",
});
/** Set by the first booking of an offering, so that removing it keeps the record (OFF-6). */
export const offeringBookedKey = (userId: UserId, id: InstructorServiceId): Key<{ bookingId: BookingId }> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `BOOKEDOFFERING#${id}`,
  type: "offering-booked",
});
/** A day of an instructor's calendar; weeks and public calendars are ranges of days. */
export const availabilityDayKey = (userId: UserId, date: LocalDate): Key<AvailabilityDay> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `AVDAY#${date}`,
  type: "availability-day",
});
export const availabilityDaysBetween = (userId: UserId, first: LocalDate, last: LocalDate) => ({
  pk: `INSTRUCTOR#${userId}`,
  from: `AVDAY#${first}`,
  to: `AVDAY#${last}`,
});
/** A day off; the flag that claims look at is on the day itself. */
export const blackoutKey = (userId: UserId, id: BlackoutId): Key<Blackout> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `BLACKOUT#${id}`,
  type: "blackout",
});
export const blackoutsOf = (userId: UserId) => ({ pk: `INSTRUCTOR#${userId}`, prefix: "BLACKOUT#" });
/** A week being applied to a range of dates (AVW-15). */
export const rangeJobKey = (userId: UserId, id: RangeJobId): Key<RangeJob> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `RANGEJOB#${id}`,
  type: "range-job",
});
/** Which job of the instructor is running; its absence is the condition of starting one (AVW-17). */
export const activeRangeJobKey = (userId: UserId): Key<{ rangeJobId: RangeJobId }> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: "RANGEJOB#ACTIVE",
  type: "active-range-job",
});
export const rangeJobsOf = (userId: UserId) => ({ pk: `INSTRUCTOR#${userId}`, prefix: "RANGEJOB#" });
/** The week that dates get by themselves (PAT-1). */
export const weeklyPatternKey = (userId: UserId): Key<WeeklyPattern> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: "PATTERN",
  type: "weekly-pattern",
});
/** Instructors that offer a service, for search: gsi3. */
export const offersOfService = (serviceId: ServiceId, userId: UserId): IndexKey => ({ pk: `SERVICE#${serviceId}`, sk: userId });
export const offersOf = (serviceId: ServiceId) => ({ index: "gsi3", pk: `SERVICE#${serviceId}` }) as const;
/** Live instructors by first name, for search by name: gsi3. */
export const instructorsByName = (name: string, userId: UserId): IndexKey => ({ pk: `NAME#${name.slice(0, 2)}`, sk: `${name}#${userId}` });
export const instructorsNamed = (beginning: string) => ({
  index: "gsi3" as const,
  pk: `NAME#${beginning.slice(0, 2)}`,
  from: beginning,
  to: `${beginning}\uffff`,
});

/** An instructor's completed lessons by completion, newest first, for the commission tier (TR-4). */
export const lessonCompletionKey = (userId: UserId, completedAt: Instant, bookingId: BookingId): Key<{ completedAt: Instant }> => ({
  pk: `INSTRUCTOR#${userId}`,
  sk: `COMPLETION#${completedAt}#${bookingId}`,
  type: "lesson-completion",
});
export const lessonCompletionsOf = (userId: UserId) => ({ pk: `INSTRUCTOR#${userId}`, prefix: "COMPLETION#" });

// Bookings: BOOKING#{bookingId}

export const bookingKey = (bookingId: BookingId): Key<Booking> => ({ pk: `BOOKING#${bookingId}`, sk: "BOOKING", type: "booking" });
export const bookingPaymentKey = (bookingId: BookingId): Key<BookingPayment> => ({
  pk: `BOOKING#${bookingId}`,
  sk: "PAYMENT",
  type: "booking-payment",
});
/** Waits in the due index for the next reminder of a confirmed lesson (BKL-30). */
export const lessonReminderKey = (bookingId: BookingId): Key<{ bookingId: BookingId }> => ({
  pk: `BOOKING#${bookingId}`,
  sk: "REMINDER",
  type: "lesson-reminder",
});
export const moneyMovementKey = (bookingId: BookingId, id: MovementId): Key<MoneyMovement> => ({
  pk: `BOOKING#${bookingId}`,
  sk: `MOVEMENT#${id}`,
  type: "money-movement",
});

// Machinery

/** The platform's own rules about when lessons can be booked (SET-8). */
export const bookingRulesKey: Key<BookingRules> = { pk: "CONFIG#booking_rules", sk: "CONFIG", type: "booking-rules" };
export const idempotencyKey = (userId: UserId, operationId: string, key: string): Key<StoredIdempotencyRecord> => ({
  pk: `IDEMPOTENCY#${userId}#${operationId}#${key}`,
  sk: "RECORD",
  type: "idempotency-record",
});
export const auditKey = (entityType: string, entityId: string, occurredAt: Instant, id: AuditId): Key<AuditEntry> => ({
  pk: `AUDIT#${entityType}#${entityId}`,
  sk: `${occurredAt}#${id}`,
  type: "audit-entry",
});
/** An event of the outbox; the relay reads it from the stream. */
export const eventKey = (id: EventId): Key<DomainEvent> => ({ pk: `EVENT#${id}`, sk: "EVENT", type: "event" });
/** What a consumer has applied. */
export const inboxKey = (consumer: string, eventId: EventId): Key<{ appliedAt: Instant }> => ({
  pk: `INBOX#${consumer}#${eventId}`,
  sk: "APPLIED",
  type: "inbox",
});
/** A notice handed to a channel, once (NTF-10). */
export const deliveryKey = (dedupeKey: string): Key<Delivery> => ({ pk: `DELIVERY#${dedupeKey}`, sk: "DELIVERY", type: "delivery" });
/** What a caller has used of its rate buckets: one item per identity (RL-5). The prefix is part of the functions' rights. */
export const rateKey = (identity: string): Key<Record<string, number>> => ({ pk: `RATE#${identity}`, sk: "RATE", type: "rate" });
export const rateGuardKey = (guard: string, subject: string): Key<GuardLog> => ({
  pk: `RATE#guard:${guard}:${subject}`,
  sk: "GUARD",
  type: "rate-guard",
});
/** Asked by the readiness probe (OPS-2). */
export const readinessKey: Key<{ readonly ready: true }> = { pk: "READINESS", sk: "MARKER", type: "readiness" };

// Indexes

const DUE_SHARDS = 4;
const OUTBOX_SHARDS = 4;
const CALENDAR_SHARDS = 4;

/** gsi1: work of one kind that is due, by instant; sharded, and only items that wait are in it. */
export const dueIndex = (kind: DueKind, dueAt: Instant, id: string): IndexKey => ({
  pk: `DUE#${kind}#${shardOf(id, DUE_SHARDS)}`,
  sk: `${dueAt}#${id}`,
});
export const duePartitions = (kind: DueKind): string[] => Array.from({ length: DUE_SHARDS }, (_, shard) => `DUE#${kind}#${shard}`);
/** gsi2: events not yet relayed, by instant; the relay takes them out. */
export const pendingEventIndex = (occurredAt: Instant, id: EventId): IndexKey => ({
  pk: `OUTBOX#${shardOf(id, OUTBOX_SHARDS)}`,
  sk: `${occurredAt}#${id}`,
});
export const pendingEventPartitions = (): string[] => Array.from({ length: OUTBOX_SHARDS }, (_, shard) => `OUTBOX#${shard}`);

/** gsi2: the confirmed lessons of an instructor by their end, of which those that are over wait for completion (BKL-3). */
export const awaitingCompletionIndex = ({ userId, endsAt, bookingId }: BookingListEntry): IndexKey => ({
  pk: `LESSONS#${userId}`,
  sk: `${endsAt}#${bookingId}`,
});
export const awaitingCompletionOf = (userId: UserId, now: Instant) =>
  ({ index: "gsi2", pk: `LESSONS#${userId}`, from: "0", to: `${now}#\uffff` }) as const;

/** gsi2: the calendars of all instructors, sharded, for work that goes over each of them at night (AV-62, AV-70). */
export const calendarsIndex = (userId: UserId): IndexKey => ({ pk: `CALENDARS#${shardOf(userId, CALENDAR_SHARDS)}`, sk: userId });
export const calendarPartitions = (): string[] => Array.from({ length: CALENDAR_SHARDS }, (_, shard) => `CALENDARS#${shard}`);

/** gsi2: the sessions of a user that nobody ended, by last use, for eviction and the list (SES-7). */
export const sessionsByUseIndex = ({ userId, sessionId, lastUsedAt }: Session): IndexKey => ({
  pk: `SESSIONS#${userId}`,
  sk: `${lastUsedAt}#${sessionId}`,
});
export const sessionsByUse = (userId: UserId) => ({ index: "gsi2", pk: `SESSIONS#${userId}` }) as const;

/** What the due index finds: work that waits for its time, by kind. */
export type DueKind =
  | "unpaid-booking"
  | "held-move"
  | "lesson-reminder"
  | "lesson-completion"
  | "no-show-resolution"
  | "payment-authorization"
  | "range-job"
  | "weekly-pattern"
  | "booking-figures"
  | "booking-texts";

export interface Delivery {
  readonly status: "sending" | "sent" | "skipped" | "failed";
  readonly skipReason?: string;
  readonly leaseUntil?: Instant;
  readonly providerId?: string;
  readonly template: string;
  readonly userId: UserId;
  readonly channel: "email";
  readonly at: Instant;
}

export interface GuardLog {
  readonly stampsMs: readonly number[];
  readonly version: number;
}

/** Ids are ULIDs, whose last characters are random: they spread evenly. */
function shardOf(id: string, shards: number): number {
  return id.charCodeAt(id.length - 1) % shards;
}
