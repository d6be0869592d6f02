import type { User } from "../identity/user.ts";
import type { BookingId, InstructorServiceId, ServiceId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import { type BookingPaymentView, viewPayment } from "../payments/payment-view.ts";
import type { Instant, LocalDate, LocalTime, Zone } from "../time.ts";
import type { Booking, BookingStatus, CancellationCode, CancellationWindow, CompletionSource, Side } from "./booking.ts";
import { abilitiesOf, type BookingAbilities } from "./booking-abilities.ts";
import type { ListedBooking } from "./booking-list-entry.ts";
import { type BookingPartition, partitionOf } from "./booking-partition.ts";
import { placeDetail, seesReason, shownName, type Viewer, visibleLocation } from "./booking-visibility.ts";
import type { LocationType } from "./location-type.ts";
import { disputeUntil } from "./no-show.ts";

/** One of the two people as the viewer sees them (BKL-10). */
export interface PersonView {
  readonly id: UserId;
  readonly firstName: string;
  readonly lastInitial: string | null;
  readonly lastName: string | null;
  readonly photoUrl: string | null;
}

export interface BookingSummaryView {
  readonly id: BookingId;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly endTime: LocalTime;
  readonly timezone: Zone;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly durationMinutes: number;
  readonly status: BookingStatus;
  readonly partition: BookingPartition;
  readonly serviceName: string;
  readonly instructorServiceId: InstructorServiceId;
  readonly instructor: PersonView;
  readonly student: PersonView;
  readonly locationType: LocationType;
  readonly locationText: string | null;
  readonly lessonPriceCents: Cents;
  readonly rescheduledFromBookingId: BookingId | null;
  readonly rescheduledToBookingId: BookingId | null;
  readonly createdAt: Instant;
}

export interface BookingView extends BookingSummaryView {
  readonly serviceId: ServiceId;
  readonly serviceArea: string | null;
  readonly hourlyRateCents: Cents;
  readonly location: LocationView | null;
  readonly studentNote: string | null;
  readonly instructorNote: string | null;
  readonly confirmedAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly completionSource: CompletionSource | null;
  readonly cancelledAt: Instant | null;
  readonly cancelledBy: Side | "platform" | "payment" | null;
  readonly cancellationReason: string | null;
  readonly cancellationCode: CancellationCode | null;
  readonly cancellationWindow: CancellationWindow | null;
  readonly rescheduledFrom: { readonly id: BookingId; readonly date: LocalDate; readonly startTime: LocalTime } | null;
  readonly rescheduleCount: number;
  readonly noShow: NoShowView | null;
  readonly dispute: DisputeView | null;
  readonly payment: BookingPaymentView;
  readonly can: BookingAbilities;
  readonly version: number;
  readonly updatedAt: Instant;
}

export interface LocationView {
  readonly address: string | null;
  readonly label: string | null;
  readonly neighborhood: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
}

export interface NoShowView {
  readonly type: Side | "mutual";
  readonly reportedBy: Side | "admin";
  readonly reportedAt: Instant;
  readonly disputeUntil: Instant;
  readonly disputed: boolean;
  readonly resolution: string | null;
  /** For its author and administrators only. */
  readonly reason: string | null;
}

export interface DisputeView {
  readonly by: Side;
  readonly at: Instant;
  readonly resolution: string | null;
  /** For its author and administrators only. */
  readonly reason: string | null;
}

/** Both people as they were read; an erased one is absent. */
export interface LessonPeople {
  readonly student: Pick<User, "firstName" | "lastName"> | undefined;
  readonly instructor: Pick<User, "firstName" | "lastName"> | undefined;
}

export interface BookingToView {
  readonly booking: Booking;
  readonly payment: BookingPayment;
  readonly people: LessonPeople;
  readonly viewer: Viewer;
  readonly now: Instant;
}

/** A booking as one of its people sees it, in the form that is answered (BKL-10 to BKL-15). */
export function viewBooking({ booking, payment, people, viewer, now }: BookingToView): BookingView {
  return {
    ...viewSummary(booking, people, viewer, now),
    serviceId: booking.serviceId,
    serviceArea: booking.serviceArea ?? null,
    hourlyRateCents: booking.hourlyRateCents,
    location: viewLocation(booking, viewer, now),
    studentNote: booking.studentNote ?? null,
    instructorNote: booking.instructorNote ?? null,
    confirmedAt: booking.confirmedAt ?? null,
    completedAt: booking.completedAt ?? null,
    completionSource: booking.completionSource ?? null,
    cancelledAt: booking.cancelledAt ?? null,
    cancelledBy: booking.cancelledBy?.role ?? null,
    cancellationReason: booking.cancellationReason ?? null,
    cancellationCode: booking.cancellationCode ?? null,
    cancellationWindow: booking.cancellationWindow ?? null,
    rescheduledFrom: viewMove(booking),
    rescheduleCount: booking.rescheduleCount,
    noShow: viewNoShow(booking, viewer),
    dispute: viewDispute(booking, viewer),
    payment: viewPayment(payment, booking, viewer),
    can: abilitiesOf({ booking, payment, viewer, now }),
    version: booking.version,
    updatedAt: booking.updatedAt,
  };
}

/** What lists show of a booking. */
export function viewSummary(booking: ListedBooking, people: LessonPeople, viewer: Viewer, now: Instant): BookingSummaryView {
  return {
    id: booking.bookingId,
    date: booking.date,
    startTime: booking.startTime,
    endTime: booking.endTime,
    timezone: booking.timezone,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    durationMinutes: booking.durationMinutes,
    status: booking.status,
    partition: partitionOf(booking, now),
    serviceName: booking.serviceName,
    instructorServiceId: booking.instructorServiceId,
    instructor: viewPerson(booking.instructorId, people.instructor, "instructor", viewer),
    student: viewPerson(booking.studentId, people.student, "student", viewer),
    locationType: booking.locationType,
    locationText: locationText(booking, viewer, now),
    lessonPriceCents: booking.lessonPriceCents,
    rescheduledFromBookingId: booking.rescheduledFromBookingId ?? null,
    rescheduledToBookingId: booking.rescheduledToBookingId ?? null,
    createdAt: booking.createdAt,
  };
}

function viewPerson(id: UserId, person: LessonPeople[Side], side: Side, viewer: Viewer): PersonView {
  return { id, lastName: null, photoUrl: null, ...shownName(person, side, viewer) };
}

function viewLocation(booking: ListedBooking, viewer: Viewer, now: Instant): LocationView | null {
  const visible = visibleLocation(booking, viewer, now);
  if (visible === undefined) return null;
  return {
    address: visible.address ?? null,
    label: visible.label ?? null,
    neighborhood: visible.neighborhoodKey === undefined ? null : (booking.location?.neighborhoodName ?? null),
    lat: visible.lat ?? null,
    lng: visible.lng ?? null,
  };
}

/** One line for the place, of what the viewer may see. */
function locationText(booking: ListedBooking, viewer: Viewer, now: Instant): string | null {
  if (placeDetail(booking, viewer, now) === "none") return "Online";
  const view = viewLocation(booking, viewer, now);
  return view?.address ?? ([view?.label, view?.neighborhood].filter(Boolean).join(", ") || null);
}

function viewMove({ rescheduledFromBookingId: id, rescheduledFrom }: Booking): BookingView["rescheduledFrom"] {
  return id === undefined || rescheduledFrom === undefined ? null : { id, ...rescheduledFrom };
}

function viewNoShow({ noShow }: Booking, viewer: Viewer): NoShowView | null {
  if (noShow === undefined) return null;
  const { type, reportedBy, reportedAt, disputed, resolution, reason } = noShow;
  const words = seesReason(reportedBy, viewer) ? (reason ?? null) : null;
  return { type, reportedBy, reportedAt, disputeUntil: disputeUntil(reportedAt), disputed, resolution: resolution ?? null, reason: words };
}

function viewDispute({ dispute }: Booking, viewer: Viewer): DisputeView | null {
  if (dispute === undefined) return null;
  const { by, at, resolution, reason } = dispute;
  return { by, at, resolution: resolution ?? null, reason: seesReason(by, viewer) ? (reason ?? null) : null };
}
