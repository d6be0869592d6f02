import type { EventType } from "../../core/events.ts";
import type { Grant } from "../http/grants.ts";

/** One effect of some events: it has a queue and a dead-letter queue of its own, named after it. */
export interface ConsumerDeclaration {
  readonly name: string;
  readonly events: readonly EventType[];
  readonly grants: readonly Grant[];
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** A stand-in of the local runtime for what does not exist yet; never deployed. */
  readonly stage?: "local";
  readonly batchSize: number;
  readonly maxReceiveCount: number;
}

/** Timed work, in the form of EventBridge Scheduler. */
export interface ScheduleDeclaration {
  readonly name: string;
  /** As of a consumer. */
  readonly stage?: "local";
  readonly expression: `rate(${string})` | `cron(${string})`;
  readonly zone: string;
  readonly grants: readonly Grant[];
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
}

export function consumer<const C extends ConsumerDeclaration>(declaration: C): C {
  return declaration;
}

export function schedule<const S extends ScheduleDeclaration>(declaration: S): S {
  return declaration;
}
