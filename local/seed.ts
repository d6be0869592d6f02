import { readClock } from "../core/clients/clock.ts";
import { required } from "../core/errors.ts";
import { createAdmin } from "../core/identity/create-admin.ts";
import { hashPassword } from "../core/identity/password-hash.ts";
import type { User } from "../core/identity/user.ts";
import { instructorProfileKey } from "../core/table/keys.ts";
import { read } from "../core/table/read.ts";
import { DAY_MS, type Instant, plusMilliseconds } from "../core/time.ts";
import type { DemoAccount } from "./load-seed.ts";
import { accountOf, emailOf } from "./seed/account.ts";
import { serviceAt } from "./seed/caller.ts";
import { goLive } from "./seed/go-live.ts";
import type { InstructorFacts } from "./seed/instructor-facts.ts";
import { INSTRUCTORS } from "./seed/instructors/instructors.ts";
import { type DemoLesson, LESSONS } from "./seed/lessons.ts";
import { letLessonHappen } from "./seed/let-lesson-happen.ts";
import { openWeeks } from "./seed/open-weeks.ts";
import { STUDENTS } from "./seed/students.ts";

/** Of every account in the city. */
const PASSWORD = "Lessons-2-Go";
const ADMIN = { email: "admin@example.com", password: PASSWORD, firstName: "Ada", lastName: "Admin", zipCode: "10007" };

/** The oldest lesson of the city lies nine working days back. */
const WEEKS_OF_HISTORY = 2;

/** Some of those who can sign in; the whole city has the same password. */
export const demoAccounts: readonly DemoAccount[] = [
  ...STUDENTS.slice(0, 2).map((facts) => ({ email: emailOf(facts), password: PASSWORD, who: "student" })),
  ...INSTRUCTORS.slice(0, 2).map((facts) => ({
    email: emailOf(facts),
    password: PASSWORD,
    who: `instructor, ${facts.teaches.map(({ service }) => service.replaceAll("-", " ")).join(" and ")}`,
  })),
  { email: ADMIN.email, password: PASSWORD, who: "admin" },
];

/**
 * A small real city: an admin, five students, forty instructors with open weeks, and lessons past and to come. It may run again after an
 * interruption: what is there stays, what is missing is added.
 */
export async function seedCity(): Promise<void> {
  await makeCity(LESSONS);
}

/** The same weeks later, while everything runs: the past stays as it was, new weeks are opened and new lessons booked. */
export async function continueCity(): Promise<void> {
  await makeCity(LESSONS.filter(({ workday }) => workday > 0));
}

async function makeCity(lessons: readonly DemoLesson[]): Promise<void> {
  const now = readClock();
  const passwordHash = await hashPassword(PASSWORD);
  await createAdmin(serviceAt(now), ADMIN);
  const students = await Promise.all(STUDENTS.map((facts) => accountOf(facts, "student", passwordHash, monthsBefore(now, 3))));
  const instructors = await Promise.all(INSTRUCTORS.map((facts, index) => settle(facts, passwordHash, monthsBefore(now, 4 + index), now)));
  const people = new Map([...students, ...instructors].map((user) => [user.firstName, user]));
  // One after the other: several lessons are on the calendar of one person.
  for (const lesson of lessons) {
    const student = required(people.get(lesson.student), `${lesson.student} is a student`);
    const instructor = required(people.get(lesson.instructor), `${lesson.instructor} is an instructor`);
    const { week } = required(
      INSTRUCTORS.find(({ firstName }) => firstName === lesson.instructor),
      `${lesson.instructor} has a week`,
    );
    await letLessonHappen(lesson, { student, instructor, week }, now);
  }
}

/** An instructor who joined in the past, is live and has open weeks. */
async function settle(facts: InstructorFacts, passwordHash: string, joinedAt: Instant, now: Instant): Promise<User> {
  const user = await accountOf(facts, "instructor", passwordHash, joinedAt);
  const profile = required(await read(instructorProfileKey(user.userId)), "an instructor has a profile from registering on");
  if (!profile.isLive && profile.offlineReason === "never_live") await goLive(facts, user, profile, plusMilliseconds(joinedAt, DAY_MS));
  const hasHistory = LESSONS.some(({ instructor, workday }) => instructor === facts.firstName && workday < 0);
  const { userId: instructorId, timezone: zone } = user;
  await openWeeks({ instructorId, week: facts.week, zone, weeksBack: hasHistory ? WEEKS_OF_HISTORY : 0 }, now);
  return user;
}

function monthsBefore(now: Instant, months: number): Instant {
  return plusMilliseconds(now, -months * 30 * DAY_MS);
}
