import { describe, expect, it } from "vitest";
import { maskEmail, normalizeEmail } from "../../core/identity/email-address.ts";
import { isVerifiedLastName, normalizeName, publicName } from "../../core/identity/person-name.ts";
import { normalizePhone } from "../../core/identity/phone-number.ts";
import { isZipCode, zoneOfZip } from "../../core/identity/zip-code.ts";
import vectors from "../vectors/identity-normalization.json" with { type: "json" };

describe("e-mail addresses", () => {
  for (const { input, stored, maskedForReset } of vectors.email) {
    it(`REG-2 stores ${JSON.stringify(input)} as ${stored}`, () => expect(normalizeEmail(input)).toBe(stored));
    it(`PWD-7 shows ${stored} as ${maskedForReset}`, () => expect(maskEmail(stored)).toBe(maskedForReset));
  }

  const refused = [
    "",
    "ada",
    "ada@example",
    "@x.io",
    "a@b@x.io",
    "a..b@x.io",
    ".a@x.io",
    "a@-x.io",
    "a@x..io",
    "a b@x.io",
    "a@[127.0.0.1]",
  ];
  for (const input of [...refused, `${"a".repeat(65)}@x.io`, `a@${"long-label-number.".repeat(15)}io`]) {
    it(`REG-2 takes ${JSON.stringify(input.slice(0, 30))} for no address`, () => expect(normalizeEmail(input)).toBeUndefined());
  }
});

describe("phone numbers", () => {
  for (const { input, stored } of vectors.phone) {
    it(`REG-6 stores ${JSON.stringify(input)} as ${stored ?? "nothing"}`, () => expect(normalizePhone(input)).toBe(stored ?? undefined));
  }

  it("REG-6 refuses more than 20 characters, whatever they are", () => {
    expect(normalizePhone("(212) 555-0123       ")).toBeUndefined();
  });
});

describe("ZIP codes", () => {
  for (const { zip, timezone } of vectors.zipTimezone) {
    it(`REG-5 places ${zip} in ${timezone}`, () => expect(zoneOfZip(zip)).toBe(timezone));
  }

  for (const { from, to, timezone } of vectors.zipPrefixRanges) {
    it(`REG-5 places all of ${from} to ${to} in ${timezone}`, () => {
      for (let prefix = Number(from); prefix <= Number(to); prefix += 1) {
        expect(zoneOfZip(`${String(prefix).padStart(3, "0")}42`)).toBe(timezone);
      }
    });
  }

  it("REG-4 are exactly five digits", () => {
    expect(["10001", "00000"].every(isZipCode)).toBe(true);
    expect(["1000", "100011", "1000a", "10001-1234", " 10001"].some(isZipCode)).toBe(false);
  });
});

describe("names", () => {
  it("REG-3 are trimmed and have 1 to 50 characters", () => {
    expect(normalizeName("  Ada ")).toBe("Ada");
    expect(normalizeName("😀".repeat(50))).toBe("😀".repeat(50));
    expect(normalizeName("😀".repeat(51))).toBeUndefined();
    expect(normalizeName("   ")).toBeUndefined();
  });

  it("REG-3 hold no control characters and no angle brackets", () => {
    expect(["A\u0000da", "A\nda", "<b>", "a>b", "A\u0085"].map(normalizeName).every((name) => name === undefined)).toBe(true);
  });

  it("REG-3 hold nothing that hides or turns text around, but the joiners that some scripts need", () => {
    expect(["A\u202eda", "A\u200bda", "A\u2066da", "A\u2028da"].map(normalizeName)).toEqual(Array(4).fill(undefined));
    expect(normalizeName("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627")).toBe("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627");
  });

  for (const { firstName, lastName, publicName: shown } of vectors.publicName) {
    it(`PRV-1 shows ${firstName} ${lastName} to others as ${shown}`, () => expect(publicName(firstName, lastName)).toBe(shown));
  }

  for (const { verified, proposed, allowed } of vectors.lastNameLock) {
    it(`${allowed ? "takes" : "refuses"} ${JSON.stringify(proposed)} where the ID says ${verified}`, () => {
      expect(isVerifiedLastName(verified, proposed)).toBe(allowed);
    });
  }
});
