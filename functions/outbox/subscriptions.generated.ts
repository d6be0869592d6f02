// Generated from the consumers by `npm run openapi`; do not edit.
import type { Subscriptions } from "../../core/table/relay.ts";

export const SUBSCRIPTIONS: Subscriptions = {
  "booking.cancelled": [
    "send-booking-mails"
  ],
  "booking.confirmed": [
    "send-booking-mails"
  ]
};

export const LOCAL_SUBSCRIPTIONS: Subscriptions = {
  "booking.cancelled": [
    "send-booking-mails"
  ],
  "booking.confirmed": [
    "send-booking-mails"
  ],
  "booking.created": [
    "confirm-bookings"
  ]
};
