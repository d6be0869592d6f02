import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import * as getJwks from "../../functions/identity/get-jwks.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";
import { setSecret } from "../support/secrets.ts";
import { useTable } from "../support/table.ts";

useTable();

describe("getJwks", () => {
  it("SES-1 shows keys with which anyone can verify our tokens", async () => {
    const { token, userId } = await signedIn();
    const reply = await invoke(getJwks);
    const { payload } = await jwtVerify(token, createLocalJWKSet(reply.body));
    expect(payload.sub).toBe(userId);
    expect(reply.headers["cache-control"]).toBe("public, max-age=300");
  });

  it("SES-1 never shows a private member, even if one stood among the public keys", async () => {
    const right = process.env.SST_Secret_value_JWT_PUBLIC_KEYS ?? "";
    setSecret("JWT_PUBLIC_KEYS", process.env.SST_Secret_value_JWT_PRIVATE_KEYS ?? "");
    const { body } = await invoke(getJwks);
    setSecret("JWT_PUBLIC_KEYS", right);
    expect(body.keys.map((key) => Object.keys(key).toSorted())).toEqual([["alg", "crv", "kid", "kty", "use", "x", "y"]]);
  });
});
