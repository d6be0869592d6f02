import * as z from "zod";
import { publicTokenKeys } from "../../core/identity/token-keys.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { textSchema } from "../http/wire-values.ts";

const coordinateSchema = textSchema(43, 43).meta({ example: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU" });

export const contract = endpoint({
  operationId: "getJwks",
  method: "GET",
  path: "/.well-known/jwks.json",
  tag: "auth",
  area: "identity",
  summary: "Show the keys that verify access tokens",
  description: "A JSON Web Key Set (RFC 7517). While keys are rotated it holds two; the `kid` of a token says which one signed it.",
  auth: "any",
  rate: "read",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: z
    .object({
      keys: z
        .array(
          z.object({
            kty: z.literal("EC"),
            crv: z.literal("P-256"),
            x: coordinateSchema,
            y: coordinateSchema,
            kid: textSchema(1, 64),
            use: z.literal("sig"),
            alg: z.literal("ES256"),
          }),
        )
        .max(2),
    })
    .meta({ id: "Jwks" }),
  errors: [],
  cache: "document",
  since: "1.0.0",
  rules: ["SES-1"],
  example: {
    response: {
      keys: [
        {
          kty: "EC",
          crv: "P-256",
          x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
          y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
          kid: "2026-03",
          use: "sig",
          alg: "ES256",
        },
      ],
    },
  },
});

/** The response schema names the public members, so a private one could not leave even if it stood among them. */
export const handler = handle(contract, async () => ({ keys: await publicTokenKeys() }));
