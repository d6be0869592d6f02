import type { Bookable, NotBookable } from "../availability/is-bookable.ts";
import type { DomainError } from "../errors.ts";
import type { UserId } from "../ids.ts";
import { STUDENT_TIME_CONFLICT } from "./booking-errors.ts";
import { refuseStudentTime, type StudentTime } from "./create-checks.ts";
import { readStudentLessons } from "./student-lessons.ts";

/** Only a student who has another lesson then needs to be told which; naming it costs a read of its own (BK-29). */
export async function nameStudentConflict(
  refusal: DomainError,
  studentId: UserId,
  time: Bookable | NotBookable,
  { days, without }: Omit<StudentTime, "lessons">,
): Promise<DomainError> {
  if (!time.ok || refusal.code !== STUDENT_TIME_CONFLICT.code) return refusal;
  const around = await readStudentLessons(studentId, time);
  const lessons = around.filter((lesson) => lesson.startsAt !== without?.startsAt);
  return refuseStudentTime(time, { days, lessons, ...(without && { without }) }) ?? refusal;
}
