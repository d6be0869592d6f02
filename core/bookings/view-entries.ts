import type { Instant } from "../time.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { readPeople } from "./booking-repository.ts";
import { type BookingSummaryView, viewSummary } from "./booking-view.ts";

export interface BookingPage {
  readonly items: readonly BookingSummaryView[];
  readonly nextCursor: string | null;
}

/** The entries of somebody's list as they see them; the names of all people are read in one batch. */
export async function viewEntries(entries: readonly BookingListEntry[], now: Instant): Promise<BookingSummaryView[]> {
  const people = await readPeople(entries.flatMap((entry) => [entry.studentId, entry.instructorId]));
  return entries.map((entry) => {
    const names = { student: people.get(entry.studentId), instructor: people.get(entry.instructorId) };
    return viewSummary(entry, names, entry.side, now);
  });
}
