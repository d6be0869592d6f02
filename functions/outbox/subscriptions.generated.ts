// Generated from the consumers by `npm run openapi`; do not edit.
import type { Subscriptions } from "../../core/table/relay.ts";

export const SUBSCRIPTIONS: Subscriptions = {
  "background_check.changed": [
    "cancel-bookings"
  ],
  "booking.cancelled": [
    "count-bookings",
    "send-booking-mails",
    "weigh-cancellations"
  ],
  "booking.completed": [
    "count-bookings",
    "send-booking-mails"
  ],
  "booking.confirmed": [
    "count-bookings",
    "send-booking-mails"
  ],
  "booking.dispute_resolved": [
    "send-booking-mails"
  ],
  "booking.disputed": [
    "send-booking-mails"
  ],
  "booking.no_show": [
    "count-bookings",
    "send-booking-mails",
    "weigh-cancellations"
  ],
  "booking.no_show_disputed": [
    "send-booking-mails"
  ],
  "booking.no_show_reported": [
    "send-booking-mails"
  ],
  "booking.no_show_withdrawn": [
    "send-booking-mails"
  ],
  "booking.reminder_due": [
    "send-booking-mails"
  ],
  "booking.rescheduled": [
    "send-booking-mails"
  ],
  "booking.updated": [
    "send-booking-mails"
  ],
  "instructor.reliability_warning": [
    "send-booking-mails"
  ],
  "user.erased": [
    "cancel-bookings",
    "erase-calendars",
    "forget-booking-texts"
  ],
  "user.status_changed": [
    "cancel-bookings"
  ]
};

export const LOCAL_SUBSCRIPTIONS: Subscriptions = {
  "background_check.changed": [
    "cancel-bookings"
  ],
  "booking.cancelled": [
    "count-bookings",
    "send-booking-mails",
    "weigh-cancellations"
  ],
  "booking.completed": [
    "count-bookings",
    "send-booking-mails"
  ],
  "booking.confirmed": [
    "count-bookings",
    "send-booking-mails"
  ],
  "booking.created": [
    "confirm-bookings"
  ],
  "booking.dispute_resolved": [
    "send-booking-mails"
  ],
  "booking.disputed": [
    "send-booking-mails"
  ],
  "booking.move_held": [
    "answer-moves"
  ],
  "booking.no_show": [
    "count-bookings",
    "send-booking-mails",
    "weigh-cancellations"
  ],
  "booking.no_show_disputed": [
    "send-booking-mails"
  ],
  "booking.no_show_reported": [
    "send-booking-mails"
  ],
  "booking.no_show_withdrawn": [
    "send-booking-mails"
  ],
  "booking.reminder_due": [
    "send-booking-mails"
  ],
  "booking.rescheduled": [
    "send-booking-mails"
  ],
  "booking.updated": [
    "send-booking-mails"
  ],
  "instructor.reliability_warning": [
    "send-booking-mails"
  ],
  "user.erased": [
    "cancel-bookings",
    "erase-calendars",
    "forget-booking-texts"
  ],
  "user.status_changed": [
    "cancel-bookings"
  ]
};
