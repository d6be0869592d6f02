import type { LocationType } from "../bookings/location-type.ts";
import { clockChangesOn, formatMinutes, type Instant, plusMinutes, resolveLocalTime } from "../time.ts";
import type { DayAround } from "./availability-day.ts";
import { type BookableReason, type Details, notBookable } from "./bookable-problems.ts";
import { type CalendarTerms, MARK_SLOTS, noticeEnd, startLimits } from "./bookable-starts.ts";
import { noticeMinutes, overnightEarliestHour } from "./booking-rules.ts";
import { formatClassOf } from "./format-class.ts";
import { blockedTime, nearTravel } from "./free-time.ts";
import { formatBits } from "./open-hours.ts";
import { parseTime } from "./parse-window.ts";
import { fromRanges, intersects, isSubset, SLOT_MINUTES, SLOTS_PER_DAY, type SlotRange } from "./slot-bitmap.ts";
import { changedSlots } from "./zone-mask.ts";

export interface BookableQuestion extends DayAround, CalendarTerms {
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly locationType: LocationType;
}

export interface Bookable {
  readonly ok: true;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface NotBookable {
  readonly ok: false;
  readonly reason: BookableReason;
  readonly details: Details;
}

/**
 * Whether a lesson can be booked on `day`, or the first reason against it in the order of AV-44 … AV-57. Whether the instructor
 * may be booked at all is the caller's question.
 */
export function isBookable(question: BookableQuestion): Bookable | NotBookable {
  const { day, settings, startTime, durationMinutes } = question;
  const startMinutes = parseTime(startTime);
  if (startMinutes === undefined || startMinutes % (MARK_SLOTS * SLOT_MINUTES) !== 0) return refused("INVALID_START_TIME");
  if (!isLessonDuration(durationMinutes)) return refused("INVALID_DURATION");
  const lesson = lessonSlots(startMinutes, durationMinutes);
  if (lesson.end > SLOTS_PER_DAY) return refused("CROSSES_MIDNIGHT");

  const startsAt = resolveLocalTime(settings.timezone, day.date, formatMinutes(startMinutes)).instant;
  const refusal = clockRefusal(question, lesson) ?? timingRefusal(question, lesson, startsAt) ?? dayRefusal(question, lesson);
  // No lesson touches a change of the clocks, so its minutes on the wall are its minutes (AV-14).
  return refusal ?? { ok: true, startsAt, endsAt: plusMinutes(startsAt, durationMinutes) };
}

/** Quarter hours from half an hour to four hours (AV-45). */
export function isLessonDuration(minutes: number): boolean {
  return minutes % 15 === 0 && minutes >= 30 && minutes <= 240;
}

export function requireLessonDuration(minutes: number): void {
  if (!isLessonDuration(minutes)) throw notBookable({ reason: "INVALID_DURATION", details: {} });
}

export function lessonSlots(startMinutes: number, durationMinutes: number): SlotRange {
  return { start: startMinutes / SLOT_MINUTES, end: (startMinutes + durationMinutes) / SLOT_MINUTES };
}

/** The instant must exist, and exist once (AV-47, AV-48). */
function clockRefusal({ day, settings }: BookableQuestion, lesson: SlotRange): NotBookable | undefined {
  const touched = clockChangesOn(settings.timezone, day.date).filter((change) => overlap(changedSlots(change), lesson));
  if (touched.some((change) => change.kind === "gap")) return refused("TIME_DOES_NOT_EXIST");
  return touched.length > 0 ? refused("TIME_AMBIGUOUS") : undefined;
}

/** Neither too soon nor too far ahead (AV-49 … AV-52). */
function timingRefusal(question: BookableQuestion, lesson: SlotRange, startsAt: Instant): NotBookable | undefined {
  const { day, rules, minAdvanceBookingHours, now } = question;
  const formatClass = formatClassOf(question.locationType);
  if (startsAt < now) return refused("START_IN_PAST");

  const earliestStart = noticeEnd(question, formatClass);
  if (startsAt < earliestStart) {
    return refused("MINIMUM_NOTICE", { requiredMinutes: noticeMinutes(rules, minAdvanceBookingHours, formatClass), earliestStart });
  }
  const limits = startLimits(question, formatClass);
  if (day.date === limits.protectedDate && lesson.start < limits.protectedUntilSlot) {
    return refused("OVERNIGHT_PROTECTION", { earliestHour: overnightEarliestHour(rules, formatClass) });
  }
  return day.date > limits.lastDate ? refused("BEYOND_HORIZON", { lastDate: limits.lastDate }) : undefined;
}

/** Open, for this kind of place, and far enough from every other lesson (AV-53 … AV-57). */
function dayRefusal(question: BookableQuestion, lesson: SlotRange): NotBookable | undefined {
  const { day, settings } = question;
  const formatClass = formatClassOf(question.locationType);
  const bits = fromRanges([lesson]);
  if (day.blackoutId !== undefined) return refused("DAY_BLACKED_OUT");
  if (!isSubset(bits, day.open)) return refused("NOT_OPEN");
  if (!isSubset(bits, formatBits(day, formatClass))) return refused("FORMAT_NOT_OPEN");
  if (intersects(bits, day.busy)) return refused("TIME_TAKEN");
  if (!intersects(bits, blockedTime(question, settings, formatClass))) return undefined;

  const travels = formatClass === "travel" || intersects(bits, nearTravel(question, settings));
  return refused("BUFFER_CONFLICT", { bufferMinutes: travels ? settings.travelBufferMinutes : settings.bufferMinutes });
}

function overlap(a: SlotRange, b: SlotRange): boolean {
  return a.start < b.end && b.start < a.end;
}

function refused(reason: BookableReason, details: Details = {}): NotBookable {
  return { ok: false, reason, details };
}
