import { bookingRulesKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { type BookingRules, DEFAULT_BOOKING_RULES } from "./booking-rules.ts";

/** The platform's rules as they are now, for those who edit them; everybody else is content with a copy (`readBookingRules`). */
export async function getBookingRules(): Promise<BookingRules> {
  return (await read(bookingRulesKey)) ?? DEFAULT_BOOKING_RULES;
}
