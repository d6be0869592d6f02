import { describe, expect, it } from "vitest";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { userKey } from "../../core/table/keys.ts";
import { remove, update } from "../../core/table/write.ts";
import * as getMe from "../../functions/identity/get-me.ts";
import { connectionLost, failing } from "../support/faults.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";
import { useTable } from "../support/table.ts";

useTable();

describe("getMe", () => {
  it("shows the account as it is now, without a secret", async () => {
    const { token, user } = await signedIn({ phone: "+12125550123" });
    const { body } = await invoke(getMe, { token });
    expect(body).toEqual({
      id: user.userId,
      email: user.email,
      emailVerified: false,
      firstName: "Ada",
      lastName: "Lovelace",
      phone: "+12125550123",
      zipCode: "10001",
      timezone: "America/New_York",
      roles: ["student"],
      permissions: body.permissions.toSorted(),
      accountStatus: "active",
      isActive: true,
      twoFactorEnabled: false,
      profilePictureVersion: 0,
      hasProfilePicture: false,
      beta: null,
      createdAt: user.createdAt,
    });
  });

  it("RBAC-2 lists what is granted and leaves out what is revoked", async () => {
    const { token } = await signedIn({ permissionOverrides: { view_system_analytics: true, send_messages: false } });
    const { permissions } = (await invoke(getMe, { token })).body;
    expect(permissions).toContain("view_system_analytics");
    expect(permissions).not.toContain("send_messages");
  });

  it("SES-6 asks the table about session and user at every request", async () => {
    const { token, userId } = await signedIn();
    expect((await invoke(getMe, { token })).status).toBe(200);
    await commit([update(userKey(userId), { set: { accountStatus: "deactivated" } }, present)]);
    expect((await invoke(getMe, { token })).problem).toMatchObject({ status: 403, code: "ACCOUNT_DEACTIVATED" });
    await commit([remove(userKey(userId), present)]);
    expect((await invoke(getMe, { token })).problem).toMatchObject({ status: 401, code: "TOKEN_REVOKED" });
  });

  it("SES-6 admits nobody while the table cannot be read, and says when to try again", async () => {
    const { token } = await signedIn();
    const unreadable = failing(
      () => invoke(getMe, { token }),
      ({ action }) => action === "BatchGetItem",
      connectionLost,
    );
    const { problem, headers } = await unreadable;
    expect(problem).toMatchObject({ status: 503, code: "SERVICE_UNAVAILABLE" });
    expect(headers["retry-after"]).toBe("1");
  });

  it("SES-9 goes by the bearer token and tries no cookie when that is bad", async () => {
    const [ada, maya] = await Promise.all([signedIn(), signedIn()]);
    const both = { token: ada.token, headers: { cookie: `sid=${maya.token}` } };
    expect((await invoke(getMe, both)).body.id).toBe(ada.userId);
    const bad = await invoke(getMe, { ...both, token: "nonsense" });
    expect(bad.problem.code).toBe("TOKEN_INVALID");
    expect(bad.headers["www-authenticate"]).toBe("Bearer");
    expect((await invoke(getMe, { headers: both.headers })).body.id).toBe(maya.userId);
    expect((await invoke(getMe)).problem.code).toBe("UNAUTHENTICATED");
  });
});
