import { AVAILABILITY_BUSY } from "../../core/availability/availability-errors.ts";
import { BOOKABLE_PROBLEMS } from "../../core/availability/bookable-problems.ts";
import {
  ADDRESS_REQUIRED,
  COORDINATES_REQUIRED,
  DURATION_NOT_OFFERED,
  LOCATION_TYPE_NOT_OFFERED,
  NO_TEACHING_LOCATION,
  OUTSIDE_SERVICE_AREA,
  STUDENT_TIME_CONFLICT,
} from "../../core/bookings/booking-errors.ts";
import type { Problem } from "../../core/errors.ts";
import { ACCOUNT_SUSPENDED } from "../../core/identity/identity-errors.ts";
import { INSTRUCTOR_NOT_BOOKABLE, INSTRUCTOR_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import {
  NEGATIVE_CREDIT_BALANCE,
  PAYMENT_ACCOUNT_LOCKED,
  PAYMENT_ACCOUNT_RESTRICTED,
  PRICE_BELOW_FLOOR,
  PRICING_FORMAT_NOT_FOUND,
} from "../../core/payments/payment-errors.ts";
import { INSTRUCTOR_SERVICE_NOT_FOUND } from "../../core/search/search-errors.ts";

/** Why a lesson cannot be had, whether it is booked anew or moved (BK-4 to BK-29). */
export const NEW_LESSON_PROBLEMS: readonly Problem[] = [
  ACCOUNT_SUSPENDED,
  INSTRUCTOR_NOT_FOUND,
  INSTRUCTOR_SERVICE_NOT_FOUND,
  INSTRUCTOR_NOT_BOOKABLE,
  PAYMENT_ACCOUNT_LOCKED,
  PAYMENT_ACCOUNT_RESTRICTED,
  NEGATIVE_CREDIT_BALANCE,
  DURATION_NOT_OFFERED,
  LOCATION_TYPE_NOT_OFFERED,
  ADDRESS_REQUIRED,
  COORDINATES_REQUIRED,
  OUTSIDE_SERVICE_AREA,
  NO_TEACHING_LOCATION,
  PRICING_FORMAT_NOT_FOUND,
  PRICE_BELOW_FLOOR,
  ...Object.values(BOOKABLE_PROBLEMS),
  STUDENT_TIME_CONFLICT,
  AVAILABILITY_BUSY,
];
