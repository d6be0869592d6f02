/** Where a lesson takes place. `neutral_location` is a place that belongs to neither side, such as a park. */
export type LocationType = "student_location" | "instructor_location" | "neutral_location" | "online";
