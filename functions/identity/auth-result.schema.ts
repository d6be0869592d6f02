import * as z from "zod";
import { ACCESS_TOKEN_SECONDS } from "../../core/identity/access-token.ts";
import type { SignIn } from "../../core/identity/start-session.ts";
import { instantSchema, textSchema } from "../http/wire-values.ts";
import { ME_EXAMPLE, meOf, meSchema } from "./me.schema.ts";

export const accessTokenSchema = textSchema(1, 2_048).meta({ example: "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl" });

/** Any text may be presented: what is no token answers like a token that is not valid. */
export const refreshTokenSchema = textSchema(1, 256).meta({
  example: "ses_01JNV4Q7Z8K3M5P9R2T6W0X1Y4.hG8sV1cQ2yqkS7w3pQm9xTz4bN6fR0dLaUeYjKiOoPs",
});

export const tokensSchema = z.object({
  accessToken: accessTokenSchema,
  tokenType: z.literal("Bearer"),
  expiresIn: z.int().min(1).max(86_400),
  /** Null in cookie transport, where no script may see it, and when the presented one stays valid. */
  refreshToken: refreshTokenSchema.nullable(),
  refreshExpiresAt: instantSchema,
});

export const authResultSchema = z.object({ user: meSchema, ...tokensSchema.shape }).meta({ id: "AuthResult" });

export interface IssuedTokens extends Pick<SignIn, "session" | "accessToken"> {
  readonly refreshToken: string | undefined;
}

export function tokensOf({ session, accessToken, refreshToken }: IssuedTokens): z.input<typeof tokensSchema> {
  return {
    accessToken,
    tokenType: "Bearer",
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: session.transport === "token" ? (refreshToken ?? null) : null,
    refreshExpiresAt: session.expiresAt,
  };
}

export function authResultOf(signIn: SignIn): z.input<typeof authResultSchema> {
  return { user: meOf(signIn.user), ...tokensOf(signIn) };
}

export const TOKENS_EXAMPLE = {
  accessToken: "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl",
  tokenType: "Bearer",
  expiresIn: 3_600,
  refreshToken: null,
  refreshExpiresAt: "2026-03-15T07:30:00.000Z",
} as const;

export const AUTH_RESULT_EXAMPLE = { user: ME_EXAMPLE, ...TOKENS_EXAMPLE } as const;
