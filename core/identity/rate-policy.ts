import type { Id } from "../ids.ts";
import type { Instant } from "../time.ts";
import type { GcraLimit } from "./gcra.ts";
import { type OperationBucket, RATE_BUCKETS, type RateBucket } from "./rate-buckets.ts";

export interface BucketSettings extends GcraLimit {
  readonly shadow?: boolean;
}

/** What an administrator may change at run time; a bucket that is not named keeps its built-in values. */
export interface RateSettings {
  readonly enabled: boolean;
  readonly shadowAll: boolean;
  readonly buckets: Readonly<Partial<Record<RateBucket, BucketSettings>>>;
}

export const BUILT_IN_RATE_SETTINGS: RateSettings = { enabled: true, shadowAll: false, buckets: {} };

export interface RateOverride {
  readonly overrideId: Id<"rlo">;
  readonly operationId?: string;
  readonly method?: string;
  readonly pathPrefix?: string;
  readonly ratePerMin?: number;
  readonly burst?: number;
  readonly shadow?: boolean;
  readonly expiresAt?: Instant;
  readonly updatedAt: Instant;
}

export interface RatedRequest {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly bucket: OperationBucket;
}

export interface EffectiveLimit extends GcraLimit {
  readonly bucket: RateBucket;
  /** In shadow the decision is made, counted and shown, and the request goes on (RL-9). */
  readonly shadow: boolean;
  readonly overrideId: Id<"rlo"> | undefined;
  /** The name under which the key counts: an override with numbers of its own counts apart (RL-11). */
  readonly counter: string;
}

/** What counts for an operation now: its bucket, as the settings and the one best override have it (RL-9, RL-11). */
export function effectiveLimit(
  request: RatedRequest,
  settings: RateSettings,
  overrides: readonly RateOverride[],
  now: Instant,
): EffectiveLimit {
  const bucket = bucketSettings(request.bucket, settings);
  const [override] = overrides.filter((candidate) => matches(candidate, request, now)).sort(byPrecedence);
  const hasOwnNumbers = override?.ratePerMin !== undefined || override?.burst !== undefined;
  return {
    bucket: request.bucket,
    ratePerMin: override?.ratePerMin ?? bucket.ratePerMin,
    burst: override?.burst ?? bucket.burst,
    shadow: isShadowed(request.bucket, bucket, settings, override),
    overrideId: override?.overrideId,
    counter: hasOwnNumbers ? `${request.bucket}~${override?.overrideId}` : request.bucket,
  };
}

/** What counts for every operation on top of its own bucket. Overrides never touch it. */
export function generalLimit(settings: RateSettings): EffectiveLimit {
  const bucket = bucketSettings("general", settings);
  return {
    bucket: "general",
    ratePerMin: bucket.ratePerMin,
    burst: bucket.burst,
    shadow: isShadowed("general", bucket, settings, undefined),
    overrideId: undefined,
    counter: "general",
  };
}

/** Whether buckets are counted at all; the environment wins over the settings (RL-10). */
export function bucketsAreOn(settings: RateSettings, environmentSwitch: string | undefined): boolean {
  return environmentSwitch !== "false" && settings.enabled;
}

function bucketSettings(bucket: RateBucket, settings: RateSettings): BucketSettings {
  return settings.buckets[bucket] ?? RATE_BUCKETS[bucket];
}

function isShadowed(bucket: RateBucket, its: BucketSettings, settings: RateSettings, override: RateOverride | undefined): boolean {
  // Nothing that covers more than one operation may let unlimited money calls through.
  if (bucket === "financial") return override?.shadow ?? false;
  return settings.shadowAll || (override?.shadow ?? its.shadow ?? false);
}

function matches(override: RateOverride, request: RatedRequest, now: Instant): boolean {
  return (
    (override.operationId === undefined || override.operationId === request.operationId) &&
    (override.method === undefined || override.method === request.method) &&
    (override.pathPrefix === undefined || request.path.startsWith(override.pathPrefix)) &&
    (override.expiresAt === undefined || now < override.expiresAt)
  );
}

/** The best first: by operation, then the longer path, then with a method, then the latest. */
function byPrecedence(a: RateOverride, b: RateOverride): number {
  return (
    Number(b.operationId !== undefined) - Number(a.operationId !== undefined) ||
    (b.pathPrefix?.length ?? 0) - (a.pathPrefix?.length ?? 0) ||
    Number(b.method !== undefined) - Number(a.method !== undefined) ||
    (a.updatedAt < b.updatedAt ? 1 : -1)
  );
}
