import type * as z from "zod";
import type { Problem } from "../../core/errors.ts";
import type { OperationBucket } from "../../core/identity/rate-buckets.ts";
import type { RateGuardName } from "../../core/identity/rate-guards.ts";
import type { Permission, Role } from "../../core/identity/roles.ts";
import type { Grant } from "./grants.ts";

/**
 * What an endpoint is: the one declaration from which its route, rights, rate limit, document, client and tests follow. The fields that
 * decide who may do what have no defaults, so forgetting one does not compile.
 */
export interface Endpoint {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly tag: Tag;
  readonly area: Area;
  /** One sentence of at most 80 characters without a full stop. */
  readonly summary: string;
  readonly description: string;
  readonly auth: Auth;
  readonly gate?: "marketplace" | "instructor";
  readonly rate: OperationBucket | "none";
  readonly guards?: readonly RateGuardName[];
  readonly grants: readonly Grant[];
  readonly retry: "safe" | "idempotency-key" | "never";
  /** Whether the operation insists on an Idempotency-Key or takes one (API-35); without it the header is ignored. */
  readonly idempotencyKey?: "required" | "optional";
  readonly params: z.ZodObject;
  /** What a malformed path parameter answers: the same as an unknown or foreign one (API-6). */
  readonly notFound?: Problem;
  readonly query: z.ZodObject;
  readonly body?: z.ZodType;
  readonly ifMatch?: "required" | "optional";
  readonly status: 200 | 201 | 202 | 204;
  /** Statuses that answer the same body beside the usual one, where a part names them. */
  readonly otherStatuses?: readonly number[];
  /** The shape of the success body; `null` for none, or the media type of an answer that is not JSON. */
  readonly response: z.ZodObject | z.ZodUnion | MediaType | null;
  readonly errors: readonly Problem[];
  /** The version that the answer states as a strong ETag (API-33): members of the body in braces, as in `{booking.version}`. */
  readonly etag?: string;
  /** The path of what a 201 has created (API-5), likewise. */
  readonly location?: `/${string}`;
  readonly cache?: CacheClass;
  readonly staleSeconds?: number;
  readonly invalidates?: readonly string[];
  readonly memoryMb?: number;
  readonly timeoutSeconds?: number;
  readonly since: string;
  /** The rules of the specification that it implements. */
  readonly rules: readonly string[];
  readonly example: Example;
  /** What a caller can do next with what the answer holds; runtime expressions of OpenAPI links. */
  readonly links?: readonly Link[];
  /** Also answers HEAD (API-10): probes and documents only. */
  readonly head?: true;
  /** Exists on the local runtime only. */
  readonly stage?: "local";
  /** Project files shipped beside the bundle and read from the working directory. */
  readonly files?: readonly string[];
}

/** Who may call: anyone, anyone signed in, or a role; then, besides, a permission. */
export type Auth = "any" | "user" | { readonly roles: readonly Role[]; readonly permission?: Permission };

export interface MediaType {
  readonly mediaType: string;
}

export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly response?: unknown;
}

export interface Link {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, `$response.${string}`>>;
}

export type Area = "meta" | "identity" | "catalog" | "instructors" | "availability" | "bookings" | "admin";

export type Tag = "admin" | "auth" | "instructors" | "availability" | "bookings" | "services" | "monitoring" | "meta";

export type CacheClass =
  | "private-no-store"
  | "private-revalidate"
  | "public-half-minute"
  | "public-minute"
  | "public-quarter"
  | "public-hour"
  | "public-day"
  | "document";

/** Declares an endpoint. It only checks the types: the declaration stays plain data. */
export function endpoint<const E extends Endpoint>(declaration: E & NoPublicCacheWithAuth<E>): E {
  return declaration;
}

/** API-50: what depends on the caller is never cached in public, so a public class beside any `auth` but `any` does not compile. */
type NoPublicCacheWithAuth<E extends Endpoint> = E extends { auth: "any" }
  ? unknown
  : E extends { cache: `public-${string}` | "document" }
    ? { cache: never }
    : unknown;
