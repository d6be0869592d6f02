import { describe, expect, it } from "vitest";
import { comeLive, comesBackByItself, liftAdminOffline, takeOffline } from "../../core/instructors/visibility.ts";
import { instant } from "./vector.ts";

const now = instant("2026-05-01T12:00:00Z");

describe("visibility", () => {
  it("GOL-5 going live clears the reason", () => {
    expect(comeLive(now)).toEqual({ isLive: true, offlineReason: undefined, wentLiveAt: now });
  });

  it("GOL-6 a live profile goes offline for each cause, with the instant", () => {
    for (const reason of ["background_check", "no_services", "account", "admin", "self"] as const) {
      expect(takeOffline({ isLive: true }, reason, now)).toEqual({ isLive: false, offlineReason: reason, wentOfflineAt: now });
    }
  });

  it("GOL-6 an administrator also stops a profile that is not live yet", () => {
    expect(takeOffline({ isLive: false, offlineReason: "never_live" }, "admin", now)).toEqual({ isLive: false, offlineReason: "admin" });
    expect(takeOffline({ isLive: false, offlineReason: "never_live" }, "self", now)).toBeUndefined();
  });

  it("INS-16 no other reason replaces an administrator's", () => {
    expect(takeOffline({ isLive: false, offlineReason: "admin" }, "account", now)).toBeUndefined();
    expect(takeOffline({ isLive: false, offlineReason: "admin" }, "admin", now)).toBeUndefined();
    expect(liftAdminOffline({ isLive: false, offlineReason: "admin" })).toEqual({ isLive: false, offlineReason: "self" });
    expect(liftAdminOffline({ isLive: false, offlineReason: "account" })).toBeUndefined();
  });

  it("GOL-7 only a profile without services comes back by itself, and only when nothing is missing", () => {
    expect(comesBackByItself({ isLive: false, offlineReason: "no_services" }, [])).toBe(true);
    expect(comesBackByItself({ isLive: false, offlineReason: "no_services" }, ["background_check"])).toBe(false);
    expect(comesBackByItself({ isLive: false, offlineReason: "background_check" }, [])).toBe(false);
  });
});
