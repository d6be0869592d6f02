import type { Permission, Role } from "./identity/roles.ts";
import type { SessionId, UserId } from "./ids.ts";
import type { Idempotency } from "./table/idempotency.ts";
import type { Instant } from "./time.ts";

/** Who is calling, however they proved it. */
export type Principal = Visitor | Member | Service;

export interface Visitor {
  readonly kind: "visitor";
}

export interface Member {
  readonly kind: "member";
  readonly userId: UserId;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  readonly sessionId: SessionId;
}

/** A consumer, a schedule or a script of ours. */
export interface Service {
  readonly kind: "service";
  readonly name: string;
}

/** What every operation gets beside its input. Nothing is read from ambient storage or from a clock below the edge. */
export interface Context<P extends Principal = Principal> {
  readonly principal: P;
  readonly now: Instant;
  readonly requestId: string;
  readonly log: Log;
  /** Where the request came from, for audit entries and sessions; absent for services. */
  readonly origin?: RequestOrigin;
  /** Present when the request carries an Idempotency-Key that counts (API-35). */
  readonly idempotency?: Idempotency;
}

export interface RequestOrigin {
  readonly ip: string;
  readonly userAgent: string;
}

/** A structured log; the logger redacts (operations OPS-9). */
export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
