import type { LocationType } from "../../core/bookings/location-type.ts";

/** A lesson of the demo city: who with whom, on which of the instructor's working days counted from today, and how it ends. */
export interface DemoLesson {
  readonly student: string;
  readonly instructor: string;
  /** `-2` is the last working day but one, `3` the third from tomorrow on. */
  readonly workday: number;
  /** After the instructor's day begins. */
  readonly afterMinutes: number;
  readonly locationType: LocationType;
  readonly note?: string;
  readonly end: "completed" | "confirmed" | "cancelled";
}

/** Two weeks of history and one of plans. */
export const LESSONS: readonly DemoLesson[] = [
  { student: "Emma", instructor: "Maya", workday: -9, afterMinutes: 60, locationType: "instructor_location", end: "completed" },
  { student: "Emma", instructor: "Maya", workday: -4, afterMinutes: 60, locationType: "instructor_location", end: "completed" },
  { student: "Emma", instructor: "Aiko", workday: -3, afterMinutes: 0, locationType: "instructor_location", end: "completed" },
  { student: "Noah", instructor: "Daniel", workday: -8, afterMinutes: 30, locationType: "online", end: "completed" },
  { student: "Noah", instructor: "Sarah", workday: -5, afterMinutes: 90, locationType: "online", end: "completed" },
  { student: "Sofia", instructor: "Maya", workday: -7, afterMinutes: 0, locationType: "online", end: "completed" },
  { student: "Sofia", instructor: "Kevin", workday: -2, afterMinutes: 120, locationType: "online", end: "completed" },
  { student: "Liam", instructor: "Elena", workday: -6, afterMinutes: 0, locationType: "instructor_location", end: "completed" },
  { student: "Ava", instructor: "Monique", workday: -4, afterMinutes: 60, locationType: "online", end: "completed" },
  { student: "Ava", instructor: "Lucia", workday: -2, afterMinutes: 120, locationType: "online", end: "completed" },
  {
    student: "Emma",
    instructor: "Maya",
    workday: 3,
    afterMinutes: 90,
    locationType: "instructor_location",
    note: "Can we look at the left hand of the Bach again?",
    end: "confirmed",
  },
  { student: "Emma", instructor: "Camille", workday: 4, afterMinutes: 180, locationType: "online", end: "confirmed" },
  { student: "Noah", instructor: "Daniel", workday: 3, afterMinutes: 60, locationType: "instructor_location", end: "confirmed" },
  { student: "Sofia", instructor: "Viktor", workday: 3, afterMinutes: 120, locationType: "online", end: "confirmed" },
  { student: "Liam", instructor: "Elena", workday: 5, afterMinutes: 120, locationType: "instructor_location", end: "confirmed" },
  {
    student: "Noah",
    instructor: "Sarah",
    workday: 5,
    afterMinutes: 60,
    locationType: "online",
    note: "Sorry, the exam has moved.",
    end: "cancelled",
  },
];
