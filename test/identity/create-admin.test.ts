import { describe, expect, it } from "vitest";
import { readClock } from "../../core/clients/clock.ts";
import type { Context } from "../../core/context.ts";
import { createAdmin } from "../../core/identity/create-admin.ts";
import * as login from "../../functions/identity/login.ts";
import { invoke } from "../support/invoke.ts";
import { registrationBody } from "../support/people.ts";
import { useTable } from "../support/table.ts";

const table = useTable();

describe("createAdmin", () => {
  it("REG-1 makes one administrator, also when it runs twice at once, and does nothing later", async () => {
    const configured = { ...registrationBody(), email: "Root@Example.com" };
    const made = await Promise.all([createAdmin(context(), configured), createAdmin(context(), configured)]);
    expect(made.filter((admin) => admin !== undefined)).toMatchObject([{ email: "root@example.com", role: "admin" }]);
    expect(await createAdmin(context(), registrationBody())).toBeUndefined();
    expect((await table.items()).filter((item) => item.type === "user")).toHaveLength(1);
    const { email, password } = configured;
    expect((await invoke(login, { body: { email, password } })).body).toMatchObject({ user: { roles: ["admin"] } });
  });

  it("PWD-1 holds the configured password to the policy", async () => {
    await expect(createAdmin(context(), { ...registrationBody(), password: "weak" })).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
  });
});

function context(): Context {
  const silent = () => {};
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return { principal: { kind: "service", name: "seed" }, now: readClock(), requestId: "req_seed", log };
}
