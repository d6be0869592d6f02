import type { Booking } from "../bookings/booking.ts";
import type { PersonName } from "../bookings/booking-visibility.ts";
import { type LocalDate, type LocalTime, minutesOf, weekdayOf } from "../time.ts";

/** First name and last initial with a period: how people are named to each other (NTF-8). */
export function nameForOthers({ firstName, lastName }: PersonName): string {
  const [initial] = lastName.trim().toUpperCase();
  return initial === undefined ? firstName : `${firstName} ${initial}.`;
}

/** "Tuesday, December 10, 2025 at 5:00 PM", on the lesson's own clock (NTF-9). */
export function lessonTime({ date, startTime }: Pick<Booking, "date" | "startTime">): string {
  return `${longDate(date)} at ${twelveHourTime(startTime)}`;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** `Tuesday, December 10, 2025`, as notices write it. */
export function longDate(date: LocalDate): string {
  return `${WEEKDAYS[weekdayOf(date)]}, ${MONTHS[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8))}, ${date.slice(0, 4)}`;
}

/** `5:00 PM`, as notices write it. */
export function twelveHourTime(time: LocalTime): string {
  const hours = Math.floor(minutesOf(time) / 60) % 24;
  return `${hours % 12 || 12}:${time.slice(3)} ${hours < 12 ? "AM" : "PM"}`;
}
