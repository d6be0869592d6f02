import { isHosted } from "../../core/config.ts";
import type { HttpEvent } from "./exchange.ts";

/** Access token, refresh token, trusted device, guest; hosted stages prefix the names so that browsers enforce Secure and the path (SES-8). */
export type CookieName = "sid" | "rid" | "tdt" | "guest_id";

const HOSTED_NAMES = {
  sid: "__Host-sid",
  rid: "__Secure-rid",
  tdt: "__Host-tdt",
  guest_id: "guest_id",
} as const satisfies Record<CookieName, string>;
const PATHS = { sid: "/", rid: "/api/v1/auth", tdt: "/", guest_id: "/" } as const satisfies Record<CookieName, string>;

export function cookie(event: HttpEvent, name: CookieName): string | undefined {
  const prefix = `${wireName(name)}=`;
  const found = event.cookies?.find((text) => text.startsWith(prefix));
  return found?.slice(prefix.length) || undefined;
}

export function setCookie(name: CookieName, value: string, maxAgeSeconds: number): string {
  const secure = isHosted() ? "; Secure" : "";
  return `${wireName(name)}=${value}; Path=${PATHS[name]}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

export function clearCookie(name: CookieName): string {
  return setCookie(name, "", 0);
}

function wireName(name: CookieName): string {
  return isHosted() ? HOSTED_NAMES[name] : name;
}
