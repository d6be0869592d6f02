import { describe, expect, it } from "vitest";
import { hashOfRequest, type IdempotencyRecord, isReplayable, judgeIdempotency } from "../core/idempotency.ts";
import { instantOf, plusMilliseconds } from "../core/time.ts";
import vectors from "./vectors/api-idempotency.json" with { type: "json" };

const now = instantOf(Date.UTC(2026, 2, 1));
const requestHash = hashOfRequest("/api/v1/bookings", { a: 1 });

describe("idempotency", () => {
  for (const { id, input, expected } of vectors.cases) {
    it(`API-35 IK-1..IK-3 ${id} ${expected.result}`, () => {
      const request = { key: input.key ?? undefined, isKeyRequired: input.required, requestHash };
      const verdict = judgeIdempotency(request, input.stored === null ? undefined : recordOf(input.stored), now);
      if (verdict.kind === "refuse") {
        expect(`${verdict.problem.status} ${verdict.problem.code}`).toBe(expected.result);
        expect(verdict.retryAfterSeconds).toBe("retryAfterSeconds" in expected ? expected.retryAfterSeconds : undefined);
      } else {
        expect(verdict.kind === "replay" ? `replay ${verdict.record.status}` : verdict.kind).toBe(expected.result);
      }
    });
  }

  it("IK-2 after the lease the same body takes over with the ids that were chosen, another body does not", () => {
    const record = recordOf({ state: "running", sameBody: true, ageSeconds: 30, status: null });
    const request = { key: "k1", isKeyRequired: true, requestHash };
    expect(judgeIdempotency(request, record, now)).toEqual({ kind: "take_over", record });
    expect(judgeIdempotency({ ...request, requestHash: "other" }, record, now)).toMatchObject({
      problem: { code: "IDEMPOTENCY_KEY_REUSED" },
    });
  });

  it("IK-3 keeps 2xx and final 4xx, and nothing that repeating could turn", () => {
    expect([200, 201, 204, 404, 409, 410, 422].every((status) => isReplayable(status))).toBe(true);
    expect([401, 403, 429, 500, 502, 503, 504].some((status) => isReplayable(status))).toBe(false);
    expect(isReplayable(409, "OPERATION_IN_PROGRESS")).toBe(false);
    expect(isReplayable(409, "TIME_TAKEN")).toBe(true);
  });

  it("IK-2 the hash is the same for every order of members, and another for every other path, value or order of a list", () => {
    const hash = hashOfRequest("/x", { b: [1, { d: null, c: "é" }], a: true });
    expect(hashOfRequest("/x", { a: true, b: [1, { c: "é", d: null }] })).toBe(hash);
    expect(hashOfRequest("/y", { a: true, b: [1, { c: "é", d: null }] })).not.toBe(hash);
    expect(hashOfRequest("/x", { a: true, b: [{ c: "é", d: null }, 1] })).not.toBe(hash);
    expect(hashOfRequest("/x", { a: "true", b: [1, { c: "é", d: null }] })).not.toBe(hash);
    expect(hashOfRequest("/x", undefined)).not.toBe(hashOfRequest("/x", {}));
  });
});

interface Stored {
  readonly state: string;
  readonly sameBody: boolean;
  readonly ageSeconds: number;
  readonly status: number | null;
}

function recordOf(stored: Stored): IdempotencyRecord {
  const claimedAt = plusMilliseconds(now, -stored.ageSeconds * 1_000);
  const claim = { requestHash: stored.sameBody ? requestHash : "another", claimedAt, ids: { bookingId: "bkg_1" } };
  if (stored.state === "done") return { ...claim, state: "done", status: stored.status ?? 200, body: {} };
  return { ...claim, state: "running", owner: "req_1", leaseUntil: plusMilliseconds(claimedAt, 30_000) };
}
