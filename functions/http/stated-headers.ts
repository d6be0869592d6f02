import type { Endpoint } from "./endpoint.ts";

/** The headers that a success draws from its own body, so that an answer and its replay say the same. */
export function statedHeaders({ etag, location }: Endpoint, status: number, body: unknown): Readonly<Record<string, string>> {
  return {
    ...(etag === undefined ? {} : { etag: `"${filled(etag, body)}"` }),
    ...(location === undefined || status !== 201 ? {} : { location: filled(location, body) }),
  };
}

/** The header that a refusal draws from its own body: 412 names the version that there is now (API-33). */
export function refusalHeaders(body: unknown): Readonly<Record<string, string>> {
  const version = memberOf(body, "currentVersion");
  return version === undefined ? {} : { etag: `"${version}"` };
}

function filled(template: string, body: unknown): string {
  return template.replace(/\{([\w.]+)\}/g, (_, path: string) => String(path.split(".").reduce(memberOf, body)));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
