import * as z from "zod";
import {
  centsSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  localEndTimeSchema,
  localTimeSchema,
  zoneSchema,
} from "../http/wire-values.ts";
import { locationTypeSchema } from "./location-type.schema.ts";

export const bookingStatusSchema = z
  .enum(["PENDING", "CONFIRMED", "COMPLETED", "CANCELLED", "NO_SHOW", "PAYMENT_FAILED"])
  .meta({ id: "BookingStatus" });

export const personSchema = z
  .object({
    id: idSchema("usr"),
    firstName: z.string(),
    lastInitial: z.string().nullable(),
    lastName: z.string().nullable().meta({ description: "The viewer's own side only." }),
    photoUrl: z.string().nullable(),
  })
  .meta({ id: "Person" });

const summaryShape = {
  id: idSchema("bkg"),
  date: localDateSchema,
  startTime: localTimeSchema,
  endTime: localEndTimeSchema,
  timezone: zoneSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  durationMinutes: z.int(),
  status: bookingStatusSchema,
  partition: z.enum(["unpaid", "upcoming", "in_progress", "awaiting_completion", "past", "cancelled"]),
  serviceName: z.string(),
  instructorServiceId: idSchema("isv"),
  instructor: personSchema,
  student: personSchema,
  locationType: locationTypeSchema,
  locationText: z.string().nullable(),
  lessonPriceCents: centsSchema,
  rescheduledFromBookingId: idSchema("bkg").nullable(),
  rescheduledToBookingId: idSchema("bkg").nullable(),
  createdAt: instantSchema,
};

export const bookingSummarySchema = z.object(summaryShape).meta({ id: "BookingSummary" });

export const bookingPageSchema = z
  .object({ items: z.array(bookingSummarySchema), nextCursor: z.string().nullable() })
  .meta({ id: "BookingPage" });

const lessonLocationSchema = z
  .object({
    address: z.string().nullable(),
    label: z.string().nullable(),
    neighborhood: z.string().nullable(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
  })
  .meta({ id: "LessonLocation" });

export const settlementOutcomeSchema = z
  .enum([
    "lesson_completed_full_payout",
    "student_cancel_gt24_no_charge",
    "student_cancel_12_24_full_credit",
    "student_cancel_lt12_split_50_50",
    "locked_cancel_ge12_full_credit",
    "locked_cancel_lt12_split_50_50",
    "instructor_cancel_full_refund",
    "platform_cancel_full_refund",
    "instructor_no_show_full_refund",
    "mutual_no_show_full_refund",
    "student_no_show_full_payout",
    "student_wins_dispute_full_refund",
    "dispute_won",
    "admin_refund",
    "admin_partial_refund",
    "payment_failed_no_charge",
    "capture_failure_instructor_paid",
    "capture_failure_escalated",
    "moved_to_reschedule",
  ])
  .meta({ id: "SettlementOutcome", "x-open-enum": true });

export const paymentStatusSchema = z
  .enum(["payment_method_required", "scheduled", "authorized", "locked", "settled", "manual_review"])
  .meta({ "x-open-enum": true });

const bookingPaymentSchema = z
  .object({
    paymentStatus: paymentStatusSchema,
    settlementOutcome: settlementOutcomeSchema.nullable(),
    authMode: z.enum(["scheduled", "immediate"]).nullable(),
    authScheduledFor: instantSchema.nullable(),
    amountCents: centsSchema,
    creditReservedCents: centsSchema,
    creditAppliedCents: centsSchema,
    referralCreditCents: centsSchema,
    cardCapturedCents: centsSchema,
    cardRefundedCents: centsSchema,
    actionRequired: z.boolean(),
    payByAt: instantSchema,
    locked: z.boolean(),
    lateRescheduleUsed: z.boolean(),
    instructorPayoutCents: centsSchema.nullable().meta({ description: "For the instructor only." }),
    cancellationPolicy: z.array(
      z.object({ from: z.enum(["24h", "12h", "0h"]), outcome: z.enum(["full_release", "full_credit", "half_credit"]) }),
    ),
  })
  .meta({ id: "BookingPayment" });

export const bookingSchema = z
  .object({
    ...summaryShape,
    serviceId: idSchema("svc"),
    serviceArea: z.string().nullable(),
    hourlyRateCents: centsSchema,
    location: lessonLocationSchema.nullable(),
    studentNote: z.string().nullable(),
    instructorNote: z.string().nullable(),
    confirmedAt: instantSchema.nullable(),
    completedAt: instantSchema.nullable(),
    completionSource: z.enum(["instructor", "auto", "no_show_dispute", "admin"]).nullable(),
    cancelledAt: instantSchema.nullable(),
    cancelledBy: z.enum(["student", "instructor", "platform", "payment"]).nullable(),
    cancellationReason: z.string().nullable(),
    cancellationCode: z
      .enum([
        "account_suspended",
        "account_erased",
        "background_check",
        "admin",
        "admin_refund",
        "dispute",
        "payout_account",
        "payment_failed",
        "rescheduled",
        "reschedule_failed",
      ])
      .nullable(),
    cancellationWindow: z.enum(["gte24", "12to24", "lt12"]).nullable(),
    rescheduledFrom: z.object({ id: idSchema("bkg"), date: localDateSchema, startTime: localTimeSchema }).nullable(),
    rescheduleCount: z.int(),
    noShow: z
      .object({
        type: z.enum(["student", "instructor", "mutual"]),
        reportedBy: z.enum(["student", "instructor", "admin"]),
        reportedAt: instantSchema,
        disputeUntil: instantSchema,
        disputed: z.boolean(),
        resolution: z.string().nullable(),
        reason: z.string().nullable().meta({ description: "For its author only." }),
      })
      .nullable(),
    dispute: z
      .object({
        by: z.enum(["student", "instructor"]),
        at: instantSchema,
        resolution: z.string().nullable(),
        reason: z.string().nullable(),
      })
      .nullable(),
    payment: bookingPaymentSchema,
    can: z
      .object({
        cancel: z.boolean(),
        complete: z.boolean(),
        reschedule: z.boolean(),
        reportNoShow: z.boolean(),
        disputeNoShow: z.boolean(),
        dispute: z.boolean(),
      })
      .meta({ description: "What the viewer may do now." }),
    version: z.int(),
    updatedAt: instantSchema,
  })
  .meta({ id: "Booking" });
