import type { ServiceId, UserId } from "../ids.ts";
import type { OfferingTerms } from "./instructor-service.ts";

/** What this part publishes (search section 6). */
export interface OfferingEvents {
  readonly "instructor_service.changed": {
    readonly instructorId: UserId;
    readonly serviceId: ServiceId;
    readonly before: OfferingTerms | null;
    readonly after: OfferingTerms | null;
  };
}
