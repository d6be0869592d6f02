import * as z from "zod";

export const locationTypeSchema = z
  .enum(["student_location", "instructor_location", "neutral_location", "online"])
  .meta({ id: "LocationType" });
