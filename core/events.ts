import type { AvailabilityEvents } from "./availability/availability-events.ts";
import type { BookingEvents } from "./bookings/booking-events.ts";
import type { IdentityEvents } from "./identity/identity-events.ts";
import type { EventId } from "./ids.ts";
import type { InstructorEvents } from "./instructors/instructor-events.ts";
import type { OfferingEvents } from "./search/search-events.ts";
import type { Instant } from "./time.ts";

/** Every fact that the product publishes: its name and what it says. A part declares its own in `<part>-events.ts`. */
export interface EventTypes extends IdentityEvents, InstructorEvents, OfferingEvents, AvailabilityEvents, BookingEvents {}

export type EventType = keyof EventTypes;

/** A fact that happened, as it is stored with the change that made it and sent to consumers. */
export type DomainEvent<T extends EventType = EventType> = {
  readonly [K in T]: {
    readonly id: EventId;
    readonly eventType: K;
    /** Version of the form of `data` (VER-11). */
    readonly version: 1;
    readonly occurredAt: Instant;
    readonly requestId: string;
    readonly data: EventTypes[K];
  };
}[T];
