import type { ReliabilityFact } from "../../bookings/booking-events.ts";
import type { User } from "../../identity/user.ts";
import type { Notice } from "../notice.ts";

/** `reliability_warning`, to the instructor (BKC-9). */
export function reliabilityWarning({ score, bookingIds }: ReliabilityFact, recipient: User, frontendUrl: string): Notice {
  const lessons = bookingIds.length === 1 ? "one lesson" : `${bookingIds.length} lessons`;
  return {
    subject: `Cancelled lessons: ${score} points in 90 days`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [
      `In the last 90 days you cancelled, or did not come to, ${lessons} that had been confirmed. That makes ${score} points.`,
      "A lesson cancelled a day or more ahead counts 1 point, a later one 2, and one that you did not come to 3.",
      "Your students plan with what they have booked. From 6 points on we look at it together with you.",
    ],
    link: { label: "See your bookings", url: `${frontendUrl}/instructor/bookings` },
  };
}
