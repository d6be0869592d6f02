const person = (id: string, firstName: string, lastInitial: string) => ({ id, firstName, lastInitial, lastName: null, photoUrl: null });

/** A confirmed online lesson as its student sees it, for the examples of the document. */
export const bookingExample = {
  id: "bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  date: "2026-03-12",
  startTime: "17:00",
  endTime: "18:00",
  timezone: "America/New_York",
  startsAt: "2026-03-12T21:00:00.000Z",
  endsAt: "2026-03-12T22:00:00.000Z",
  durationMinutes: 60,
  status: "CONFIRMED",
  partition: "upcoming",
  serviceName: "Piano",
  instructorServiceId: "isv_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  instructor: person("usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4", "Maya", "R"),
  student: { ...person("usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y5", "Ada", "L"), lastName: "Lovelace" },
  locationType: "online",
  locationText: "Online",
  lessonPriceCents: 9000,
  rescheduledFromBookingId: null,
  rescheduledToBookingId: null,
  createdAt: "2026-03-08T07:30:00.000Z",
  serviceId: "svc_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  serviceArea: "Manhattan",
  hourlyRateCents: 9000,
  location: null,
  studentNote: "I would like to work on scales.",
  instructorNote: null,
  confirmedAt: "2026-03-08T07:31:00.000Z",
  completedAt: null,
  completionSource: null,
  cancelledAt: null,
  cancelledBy: null,
  cancellationReason: null,
  cancellationCode: null,
  cancellationWindow: null,
  rescheduledFrom: null,
  rescheduleCount: 0,
  noShow: null,
  dispute: null,
  payment: {
    paymentStatus: "scheduled",
    settlementOutcome: null,
    authMode: "scheduled",
    authScheduledFor: "2026-03-11T21:00:00.000Z",
    amountCents: 10080,
    creditReservedCents: 0,
    creditAppliedCents: 0,
    referralCreditCents: 0,
    cardCapturedCents: 0,
    cardRefundedCents: 0,
    actionRequired: false,
    payByAt: "2026-03-12T09:00:00.000Z",
    locked: false,
    lateRescheduleUsed: false,
    instructorPayoutCents: null,
    cancellationPolicy: [
      { from: "24h", outcome: "full_release" },
      { from: "12h", outcome: "full_credit" },
      { from: "0h", outcome: "half_credit" },
    ],
  },
  can: { cancel: true, complete: false, reschedule: true, reportNoShow: false, disputeNoShow: false, dispute: false },
  version: 2,
  updatedAt: "2026-03-08T07:31:00.000Z",
};

/** The same lesson, from which the instructor was reported as absent. */
export const reportedExample = {
  ...bookingExample,
  partition: "in_progress",
  noShow: {
    type: "instructor",
    reportedBy: "student",
    reportedAt: "2026-03-12T21:30:00.000Z",
    disputeUntil: "2026-03-13T21:30:00.000Z",
    disputed: false,
    resolution: null,
    reason: null,
  },
  can: { ...bookingExample.can, cancel: false, reschedule: false },
  version: 3,
};

/** The same lesson, disputed after its end. */
export function disputedExample(by: "student" | "instructor", reason: string) {
  return {
    ...bookingExample,
    partition: "awaiting_completion",
    dispute: { by, at: "2026-03-12T22:30:00.000Z", resolution: null, reason },
    can: { ...bookingExample.can, cancel: false, reschedule: false },
    version: 3,
  };
}

/** What lists show of it. */
export const bookingSummaryExample = Object.fromEntries(
  Object.entries(bookingExample).slice(0, Object.keys(bookingExample).indexOf("createdAt") + 1),
);
