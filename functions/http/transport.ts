import type { Transport } from "../../core/identity/session.ts";
import { cookie } from "./cookies.ts";
import { type HttpEvent, header } from "./exchange.ts";

/** Longer bodies hold more than a refresh token and are not read here. */
const MOST_BODY_CHARACTERS = 4 * 1024;

/** How the secrets of the caller's session travel: browsers keep them in cookies, everyone else asks for them in bodies (SES-8). */
export function transportOf(event: HttpEvent): Transport {
  return header(event, "x-auth-transport") === "token" ? "token" : "cookie";
}

/** The refresh token of the request. It is asked for before the body is parsed, because requests are counted on it (RL-4). */
export function presentedRefreshToken(event: HttpEvent): string | undefined {
  return transportOf(event) === "cookie" ? cookie(event, "rid") : refreshTokenOf(event);
}

function refreshTokenOf({ body = "", isBase64Encoded }: HttpEvent): string | undefined {
  if (body.length > MOST_BODY_CHARACTERS) return undefined;
  const json = parsed(isBase64Encoded ? Buffer.from(body, "base64").toString() : body);
  const isObject = typeof json === "object" && json !== null && "refreshToken" in json;
  return isObject && typeof json.refreshToken === "string" ? json.refreshToken : undefined;
}

/** What is no JSON is refused when the body is parsed; here it only holds no token. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
