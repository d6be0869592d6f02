import type { Booking } from "../bookings/booking.ts";
import type { User } from "../identity/user.ts";
import { longDate, twelveHourTime } from "../time.ts";

/** First name and last initial with a period: how people are named to each other (NTF-8). */
export function nameForOthers({ firstName, lastName }: Pick<User, "firstName" | "lastName">): string {
  const [initial] = lastName.trim().toUpperCase();
  return initial === undefined ? firstName : `${firstName} ${initial}.`;
}

/** "Tuesday, December 10, 2025 at 5:00 PM", on the lesson's own clock (NTF-9). */
export function lessonTime({ date, startTime }: Pick<Booking, "date" | "startTime">): string {
  return `${longDate(date)} at ${twelveHourTime(startTime)}`;
}
