import { describe, expect, it } from "vitest";
import { isRateBucket, type OperationBucket } from "../../core/identity/rate-buckets.ts";
import { BUILT_IN_RATE_SETTINGS, bucketsAreOn, effectiveLimit, generalLimit, type RateOverride } from "../../core/identity/rate-policy.ts";
import { type Instant, parseInstant } from "../../core/time.ts";
import vectors from "../vectors/identity-rate-policy.json" with { type: "json" };

const now = instant(vectors.now);
const overrides = vectors.overrides.map(({ overrideId, updatedAt, ...rest }): RateOverride => {
  const expiry = "expiresAt" in rest && typeof rest.expiresAt === "string" ? { expiresAt: instant(rest.expiresAt) } : {};
  const { expiresAt: _, ...fields } = { expiresAt: undefined, ...rest };
  return { ...fields, ...expiry, overrideId: `rlo_${overrideId.slice(4)}`, updatedAt: instant(updatedAt) };
});
const checkout = { operationId: "createCheckout", method: "POST", path: "/api/v1/payments/checkout", bucket: "financial" } as const;
const listing = { operationId: "listBookings", method: "GET", path: "/api/v1/bookings", bucket: "read" } as const;

describe("the effective limit", () => {
  for (const { effective, bucket, ...request } of vectors.cases) {
    it(`RL-11 ${request.operationId} counts on ${effective.counter}${effective.shadow ? " in shadow" : ""}`, () => {
      const limit = effectiveLimit({ ...request, bucket: bucketOf(bucket) }, BUILT_IN_RATE_SETTINGS, overrides, now);
      expect({ ...limit, overrideId: limit.overrideId ?? null }).toEqual(effective);
    });
  }

  it("RL-11 among equals the most recently updated wins, and an override may name a method alone", () => {
    const older: RateOverride = { overrideId: "rlo_a", method: "GET", ratePerMin: 1, updatedAt: instant("2025-01-01T00:00:00Z") };
    const newer: RateOverride = { overrideId: "rlo_b", method: "GET", ratePerMin: 2, updatedAt: instant("2025-01-02T00:00:00Z") };
    expect(effectiveLimit(listing, BUILT_IN_RATE_SETTINGS, [older, newer], now)).toMatchObject({
      ratePerMin: 2,
      burst: 10,
      counter: "read~rlo_b",
    });
  });

  it("RL-9 shadowing everything leaves the money buckets enforced", () => {
    const settings = { ...BUILT_IN_RATE_SETTINGS, shadowAll: true, buckets: { financial: { ratePerMin: 5, burst: 0, shadow: true } } };
    expect(effectiveLimit(listing, settings, [], now).shadow).toBe(true);
    expect(generalLimit(settings).shadow).toBe(true);
    expect(effectiveLimit(checkout, settings, [], now).shadow).toBe(false);
    const explicit: RateOverride = { overrideId: "rlo_a", operationId: "createCheckout", shadow: true, updatedAt: now };
    expect(effectiveLimit(checkout, settings, [explicit], now)).toMatchObject({ shadow: true, counter: "financial" });
  });

  it("RL-9 an override speaks before its bucket", () => {
    const settings = { ...BUILT_IN_RATE_SETTINGS, buckets: { read: { ratePerMin: 30, burst: 5, shadow: true } } };
    const enforced: RateOverride = { overrideId: "rlo_a", operationId: "listBookings", shadow: false, updatedAt: now };
    expect(effectiveLimit(listing, settings, [], now)).toMatchObject({ ratePerMin: 30, burst: 5, shadow: true });
    expect(effectiveLimit(listing, settings, [enforced], now).shadow).toBe(false);
  });

  it("RL-10 the environment's switch wins over the settings", () => {
    expect(bucketsAreOn(BUILT_IN_RATE_SETTINGS, undefined)).toBe(true);
    expect(bucketsAreOn(BUILT_IN_RATE_SETTINGS, "false")).toBe(false);
    expect(bucketsAreOn({ ...BUILT_IN_RATE_SETTINGS, enabled: false }, "true")).toBe(false);
  });
});

function bucketOf(name: string): OperationBucket {
  if (!isRateBucket(name) || name === "general") throw new Error(`the file names the bucket ${name}`);
  return name;
}

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`the file names the instant ${text}`);
  return parsed;
}
