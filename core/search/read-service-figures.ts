import type { Context } from "../context.ts";
import type { ServiceId } from "../ids.ts";
import { readVisibleInstructors } from "../instructors/read-visible-instructors.ts";
import type { Cents } from "../money.ts";
import { offersOf } from "../table/keys.ts";
import { readRange } from "../table/read.ts";
import { type InstructorService, minHourlyRateCents } from "./instructor-service.ts";

/** Who offers a service now, and for how much. */
export interface ServiceFigures {
  readonly activeInstructors: number;
  readonly minRateCents: Cents | null;
  readonly maxRateCents: Cents | null;
}

/** Beyond this many offerings the figures are those of the first ones, which joined longest ago. */
const MOST_OFFERINGS = 100;

/** Counts visible instructors only (CAT-3), which the index alone cannot tell. */
export async function readServiceFigures({ now }: Context, serviceId: ServiceId): Promise<ServiceFigures> {
  const { items } = await readRange<InstructorService>({ ...offersOf(serviceId), limit: MOST_OFFERINGS });
  const visible = await readVisibleInstructors(
    items.map((offering) => offering.instructorId),
    now,
  );
  const rates = items.filter((offering) => visible.has(offering.instructorId)).map(minHourlyRateCents);
  const isOffered = rates.length > 0;
  return {
    activeInstructors: rates.length,
    minRateCents: isOffered ? Math.min(...rates) : null,
    maxRateCents: isOffered ? Math.max(...rates) : null,
  };
}
