import type { UserId } from "../ids.ts";
import type { OfflineReason } from "./instructor-profile.ts";

/** What this part publishes (instructors section 6). */
export interface InstructorEvents {
  readonly "instructor.profile_created": { readonly instructorId: UserId };
  readonly "instructor.profile_changed": { readonly instructorId: UserId; readonly fields: readonly string[] };
  readonly "instructor.visibility_changed": {
    readonly instructorId: UserId;
    readonly isLive: boolean;
    readonly reason: OfflineReason | null;
    readonly firstTime: boolean;
  };
  readonly "instructor.teaching_locations_changed": { readonly instructorId: UserId };
}
