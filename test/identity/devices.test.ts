import { describe, expect, it } from "vitest";
import { deviceSignature } from "../../core/identity/device-signature.ts";
import { loginFingerprint, loginGuardName, rememberDevice } from "../../core/identity/known-devices.ts";
import { ipIdentity, rateIdentity, refreshIdentity } from "../../core/identity/rate-identity.ts";
import { equalSecrets, hashSecret } from "../../core/identity/secret-hash.ts";
import vectors from "../vectors/identity-devices.json" with { type: "json" };

describe("device names", () => {
  for (const { userAgent, ...signature } of vectors.signatures) {
    it(`TFA-11 reads ${signature.deviceName} from ${JSON.stringify(userAgent.slice(-40))}`, () => {
      expect(deviceSignature(userAgent)).toEqual(signature);
    });
  }
});

describe("known devices", () => {
  for (const { ip, userAgent, fingerprint } of vectors.loginFingerprints) {
    it(`LOG-7 recognises ${userAgent.slice(0, 20)} by ${fingerprint}`, () => expect(loginFingerprint(ip, userAgent)).toBe(fingerprint));
  }

  it("LOG-7 remembers the last ten devices", () => {
    const eleven = Array.from({ length: 11 }, (_, index) => `device ${index}`).reduce<readonly string[]>(rememberDevice, []);
    expect(eleven).toHaveLength(10);
    expect(eleven).not.toContain("device 0");
    expect(rememberDevice(eleven, "device 5")).toEqual(eleven);
  });

  it("LOG-2 a stranger's failures and those of a known device count apart", () => {
    expect(loginGuardName("ada@example.com", "f1", ["f1", "f2"])).toBe("ada@example.com|f1");
    expect(loginGuardName("ada@example.com", "f3", ["f1", "f2"])).toBe("ada@example.com");
  });
});

describe("secrets", () => {
  for (const { token, sha256Hex } of vectors.secretHashes) {
    it(`PWD-6 stores ${token.slice(0, 8)}… as the hash of its text`, () => expect(hashSecret(token)).toBe(sha256Hex));
  }

  it("are equal only when every character is", () => {
    expect(equalSecrets("abc", "abc")).toBe(true);
    expect(equalSecrets("abc", "abd")).toBe(false);
    expect(equalSecrets("abc", "abcd")).toBe(false);
  });
});

describe("the identity a request counts on", () => {
  for (const { ip, key } of vectors.ipIdentityKeys) {
    it(`RL-4 counts ${ip ?? "no address"} on ${key}`, () => expect(ipIdentity(ip ?? undefined)).toBe(key));
  }

  it("RL-4 cuts every writing of an IPv6 address to the same /64", () => {
    expect(ipIdentity("2001:DB8:1:2::1")).toBe("ip:2001:db8:1:2::/64");
    expect(ipIdentity("2001:0db8:0001:0002:ffff::")).toBe("ip:2001:db8:1:2::/64");
    expect(ipIdentity("fe80::1%eth0")).toBe("ip:fe80:0:0:0::/64");
    expect(ipIdentity("::1")).toBe("ip:0:0:0:0::/64");
    expect(ipIdentity("::ffff:cb00:7107")).toBe("ip:203.0.113.7");
    expect(ipIdentity("not an address")).toBe("ip:unknown");
  });

  it("RL-4 prefers the user, then the key, then the address", () => {
    const ip = "203.0.113.7";
    expect(rateIdentity({ userId: "usr_1", apiKeyId: "key_1", ip })).toBe("user:usr_1");
    expect(rateIdentity({ apiKeyId: "key_1", ip })).toBe("key:key_1");
    expect(rateIdentity({ ip })).toBe("ip:203.0.113.7");
  });

  it("RL-4 counts a refresh on its token, and a malformed one on the address", () => {
    const token = `ses_01JNV4Q7Z8K3M5P9R2T6W0X1Y4.${"a".repeat(43)}`;
    expect(refreshIdentity(token, "203.0.113.7")).toBe(`rt:${hashSecret(token).slice(0, 16)}`);
    expect(refreshIdentity("ses_1.abc", "203.0.113.7")).toBe("ip:203.0.113.7");
    expect(refreshIdentity(undefined, "203.0.113.7")).toBe("ip:203.0.113.7");
  });
});
