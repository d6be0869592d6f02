import type { Instant } from "../time.ts";

/** One appointment as calendars know it. */
export interface CalendarEvent {
  /** By which a calendar finds the appointment again. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  readonly changedAt: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly summary: string;
  readonly location: string | null;
  readonly status: "CONFIRMED" | "CANCELLED";
}

const LONGEST_LINE_OCTETS = 75;

/** The file of one appointment (RFC 5545), in UTC, so that no calendar has to know the zone. */
export function calendarFile(event: CalendarEvent): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//InstaInstru//Lessons//EN",
    "BEGIN:VEVENT",
    `UID:${event.uid}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.changedAt)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.location === null ? [] : [`LOCATION:${escaped(event.location)}`]),
    `STATUS:${event.status}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** `2026-03-04T17:00:00.000Z` as `20260304T170000Z`. */
function utc(instant: Instant): string {
  return instant.replace(/[-:]|\.\d+/g, "");
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
}

/** Lines hold 75 octets; what is longer goes on after a blank, never in the middle of a character. */
function folded(line: string): string {
  let octets = 0;
  return Array.from(line, (character) => {
    const length = Buffer.byteLength(character);
    const isFull = octets + length > LONGEST_LINE_OCTETS;
    octets = isFull ? 1 + length : octets + length;
    return isFull ? `\r\n ${character}` : character;
  }).join("");
}
