import type { Id, UserId } from "../ids.ts";
import type { Instant } from "../time.ts";
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
  /** Of the background checks (BGC-32). */
  readonly "background_check.changed": {
    readonly instructorId: UserId;
    readonly checkId: Id<"bgc">;
    readonly status: string;
    readonly clearance: string;
    readonly previousClearance: string;
    readonly validUntil?: Instant;
    /** Clearance was revoked: lessons from this instant on are cancelled (BGC-47). */
    readonly cancelBookingsFrom?: Instant;
  };
  readonly "instructor.teaching_locations_changed": { readonly instructorId: UserId };
}
