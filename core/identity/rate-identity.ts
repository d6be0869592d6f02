import { isIPv4, isIPv6 } from "node:net";
import type { UserId } from "../ids.ts";
import { parseRefreshToken } from "./refresh-token.ts";
import { hashSecret } from "./secret-hash.ts";

export interface RateCaller {
  /** Only when the request carries a valid access token. */
  readonly userId?: UserId | undefined;
  /** Only when the request carries a valid API key. */
  readonly apiKeyId?: string | undefined;
  readonly ip: string | undefined;
}

/** On whose account a request counts (RL-4): people behind one address share it only while they are signed out. */
export function rateIdentity(caller: RateCaller): string {
  if (caller.userId !== undefined) return `user:${caller.userId}`;
  if (caller.apiKeyId !== undefined) return `key:${caller.apiKeyId}`;
  return ipIdentity(caller.ip);
}

/** A refresh counts on its token, not on the session id, which others may learn and could use up. */
export function refreshIdentity(presentedToken: string | undefined, ip: string | undefined): string {
  if (presentedToken === undefined || parseRefreshToken(presentedToken) === undefined) return ipIdentity(ip);
  return `rt:${hashSecret(presentedToken).slice(0, 16)}`;
}

/** An IPv6 caller owns a whole /64, so counting single addresses would count nothing. */
export function ipIdentity(ip: string | undefined): string {
  if (ip === undefined) return "ip:unknown";
  if (isIPv4(ip)) return `ip:${ip}`;
  if (!isIPv6(ip)) return "ip:unknown";
  const groups = ipv6Groups(ip);
  return mappedIpv4(groups) ?? `ip:${groups.slice(0, 4).join(":")}::/64`;
}

/** The eight groups of an IPv6 address, lower-case and without leading zeros, as the URL standard writes them. */
function ipv6Groups(ip: string): readonly string[] {
  const [bare = ""] = ip.split("%");
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}

function mappedIpv4(groups: readonly string[]): string | undefined {
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return undefined;
  const bytes = groups.slice(6).flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return `ip:${bytes.join(".")}`;
}
