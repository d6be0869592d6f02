import { absent, any, present, unchanged } from "../table/condition.ts";
import { creditStandingKey, instructorProfileKey, offeringBookedKey, offeringKey, userKey } from "../table/keys.ts";
import { check, put, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import type { LessonFacts } from "./lesson-facts.ts";

/** Whatever the decision was built on must still be so when the transaction happens (BK-41). */
export function unchangedFacts({ studentId, instructorId, instructorServiceId }: Booking, facts: LessonFacts): Write[] {
  const { student, instructor, profile, offering, standing } = facts;
  const marks = standing && {
    accountLocked: standing.accountLocked,
    accountRestricted: standing.accountRestricted,
    negativeCents: standing.negativeCents,
  };
  return [
    check(instructorProfileKey(instructorId), unchanged({ version: profile?.version })),
    check(offeringKey(instructorId, instructorServiceId), unchanged({ version: offering?.version })),
    check(userKey(instructorId), unchanged({ accountStatus: instructor?.accountStatus, role: instructor?.role })),
    check(userKey(studentId), unchanged({ accountStatus: student?.accountStatus, role: student?.role })),
    check(creditStandingKey(studentId), marks ? unchanged(marks) : absent),
  ];
}

/** Says of an offering that it has been booked, the first time (search OFF-6). */
export function offeringMark({ bookingId, instructorId, instructorServiceId }: Booking, { isOfferingBooked }: LessonFacts): Write[] {
  return isOfferingBooked ? [] : [put(offeringBookedKey(instructorId, instructorServiceId), { bookingId }, any(absent, present))];
}
