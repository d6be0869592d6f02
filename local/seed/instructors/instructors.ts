import type { InstructorFacts } from "../instructor-facts.ts";
import { dancersAndArtists } from "./dance-and-arts.ts";
import { languageTeachers } from "./language-teachers.ts";
import { musicians } from "./music.ts";
import { athletesAndHobbyists } from "./sports-and-hobbies.ts";
import { tutors } from "./tutors.ts";

/** Everybody who teaches in the demo city, in all five boroughs. */
export const INSTRUCTORS: readonly InstructorFacts[] = [
  ...musicians,
  ...dancersAndArtists,
  ...athletesAndHobbyists,
  ...tutors,
  ...languageTeachers,
];
