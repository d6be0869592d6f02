import { argon2id } from "hash-wasm";
import { describe, expect, it } from "vitest";
import { hashPassword, needsRehash, verifyPassword } from "../../core/identity/password-hash.ts";
import { passwordErrors, passwordFaults } from "../../core/identity/password-policy.ts";
import vectors from "../vectors/identity-password-policy.json" with { type: "json" };

describe("the password policy", () => {
  for (const { password, current, errors } of vectors.cases) {
    const shown = password.length > 20 ? `${password.slice(0, 6)}… of ${password.length}` : password;
    it(`PWD-1 finds ${errors.join(" and ") || "nothing"} wrong with ${JSON.stringify(shown)}`, () => {
      expect(passwordFaults(password, current ?? undefined)).toEqual(errors);
    });
  }

  it("PWD-1 reports every fault as an entry of the field", () => {
    const entries = passwordErrors("/newPassword", "abc");
    expect(entries.map(({ field, code }) => `${field} ${code}`)).toEqual([
      "/newPassword PASSWORD_TOO_SHORT",
      "/newPassword PASSWORD_NEEDS_UPPERCASE",
      "/newPassword PASSWORD_NEEDS_DIGIT",
    ]);
  });

  it("PWD-1 counts code points, not halves of them", () => {
    expect(passwordFaults("A1😀😀😀😀😀")).toEqual(["PASSWORD_TOO_SHORT"]);
    expect(passwordFaults(`A1${"😀".repeat(126)}`)).toEqual([]);
  });
});

describe("password hashes", () => {
  it("PWD-2 is an Argon2id PHC string of the prescribed cost with a salt of its own", async () => {
    const [first, second] = [await hashPassword("Sunny-Day-2"), await hashPassword("Sunny-Day-2")];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
    expect(needsRehash(first)).toBe(false);
  });

  it("PWD-2 knows the right password from a wrong one", async () => {
    const hash = await hashPassword("Sunny-Day-2");
    expect(await verifyPassword("Sunny-Day-2", hash)).toBe(true);
    expect(await verifyPassword("Sunny-Day-3", hash)).toBe(false);
  });

  it("PWD-2 still verifies a hash of another cost, and wants it replaced", async () => {
    const salt = "0123456789abcdef";
    const cheap = { iterations: 1, memorySize: 64, parallelism: 1, hashLength: 32, outputType: "encoded" } as const;
    const hash = await argon2id({ ...cheap, password: "Sunny-Day-2", salt });
    expect(await verifyPassword("Sunny-Day-2", hash)).toBe(true);
    expect(needsRehash(hash)).toBe(true);
  });

  it("PWD-2 an algorithm nobody knows is our fault, not a wrong password", async () => {
    await expect(verifyPassword("Sunny-Day-2", "$scrypt$ln=16$c2FsdA$aGFzaA")).rejects.toThrow("unknown algorithm scrypt");
  });

  it("PWD-3 an unknown address is never right, and costs as much as a known one", async () => {
    const hash = await hashPassword("Sunny-Day-2");
    await verifyPassword("warm up", hash);
    const known = await timed(() => verifyPassword("Sunny-Day-3", hash));
    const unknown = await timed(() => verifyPassword("Sunny-Day-3", null));
    expect(unknown.result).toBe(false);
    expect(unknown.milliseconds).toBeGreaterThan(known.milliseconds / 4);
  });
});

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - start };
}
