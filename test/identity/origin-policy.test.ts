import { describe, expect, it } from "vitest";
import type { Stage } from "../../core/config.ts";
import { isAllowedOrigin, originAllowList, passesOriginRule } from "../../core/identity/origin-policy.ts";
import vectors from "../vectors/identity-origin-policy.json" with { type: "json" };

const frontendOrigins = vectors.allowedOrigins;

describe("the origin rule", () => {
  for (const { stage, method, path, origin, referer, authenticatedByCookie, decision } of vectors.cases) {
    const from = origin ?? (referer === null ? "nowhere" : `referer ${referer}`);
    it(`SEC-1 in ${stage} answers ${decision} to ${method} ${path} from ${from}${authenticatedByCookie ? " with a cookie" : ""}`, () => {
      const request = {
        method,
        authenticatedByCookie,
        origin: origin ?? undefined,
        referer: referer ?? undefined,
        isWebhook: path.includes("/webhooks/"),
      };
      expect(passesOriginRule(listOf(stage), request)).toBe(decision === "allow");
    });
  }

  it("SEC-1 a referer that is no address counts as a stranger", () => {
    const request = { method: "POST", authenticatedByCookie: false, origin: undefined, referer: "app", isWebhook: false };
    expect(passesOriginRule(listOf("prod"), request)).toBe(false);
  });
});

describe("the allow-list", () => {
  it("SEC-2 a wildcard, a path or a pattern among the origins stops the start", () => {
    for (const origin of ["*", "https://*.example.com", "https://app.example.com/", "app.example.com"]) {
      expect(() => originAllowList({ stage: "prod", frontendOrigins: [origin] })).toThrow("an allowed origin is scheme, host and port");
    }
  });

  it("SEC-2 per-branch deployments count in preview only, and only as a whole", () => {
    const branchPattern = "https://[a-z0-9-]+\\.preview\\.example";
    const preview = originAllowList({ stage: "preview", frontendOrigins, branchPattern });
    expect(isAllowedOrigin(preview, "https://feature-1.preview.example")).toBe(true);
    expect(isAllowedOrigin(preview, "https://feature-1.preview.example.evil.com")).toBe(false);
    const prod = originAllowList({ stage: "prod", frontendOrigins, branchPattern });
    expect(isAllowedOrigin(prod, "https://feature-1.preview.example")).toBe(false);
  });

  it("SEC-2 a developer's machine is allowed on any port", () => {
    const local = originAllowList({ stage: "local", frontendOrigins: [] });
    const allowed = ["http://localhost:3000", "http://127.0.0.1", "https://beta-local.instainstru.example:3001"];
    expect(allowed.every((origin) => isAllowedOrigin(local, origin))).toBe(true);
    expect(isAllowedOrigin(local, "http://localhost.evil.example")).toBe(false);
  });
});

function listOf(stage: string) {
  const known: Stage = stage === "prod" ? "prod" : "local";
  return originAllowList({ stage: known, frontendOrigins });
}
