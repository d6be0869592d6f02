import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Instant } from "../../core/time.ts";
import type { CacheClass, Endpoint } from "./endpoint.ts";
import { type HttpAnswer, type HttpRequest, header, type Middleware } from "./exchange.ts";
import { Reply } from "./reply.ts";
import { statedHeaders } from "./stated-headers.ts";

const COMPRESS_FROM_BYTES = 1_024;

/** `Cache-Control` is written from the contract's class and nowhere else (API-49). */
const CACHE_CONTROL = {
  "private-no-store": "no-store",
  "private-revalidate": "private, no-cache",
  "public-half-minute": "public, max-age=30, stale-while-revalidate=60",
  "public-minute": "public, max-age=60, stale-while-revalidate=60",
  "public-quarter": "public, max-age=900, stale-while-revalidate=3600",
  "public-hour": "public, max-age=3600, stale-while-revalidate=3600",
  "public-day": "public, max-age=86400",
  document: "public, max-age=300",
} as const satisfies Record<CacheClass, string>;

/** Turns what the handler returned into the answer, through the contract's response schema: a field it does not name cannot leave. */
export function respond(contract: Endpoint): Middleware {
  return {
    after(request) {
      // The base handler's result is a body or a Reply until here; the type names what it becomes.
      const result: unknown = request.response;
      const made = result instanceof Reply ? result : new Reply(result, {});
      request.response = answer(contract, made, request);
    },
  };
}

function answer(contract: Endpoint, { body, extras }: Reply<unknown>, { event, internal }: HttpRequest): HttpAnswer {
  // What is shown to one signed-in caller is never kept by a shared cache (API-50).
  const cache = contract.cache ?? "private-no-store";
  const isPublic = cache.startsWith("public") || cache === "document";
  const cacheControl = isPublic && internal.principal.kind === "member" ? "private, no-cache" : CACHE_CONTROL[cache];
  const statusCode = extras.status ?? contract.status;
  const text = serialised(contract, body);
  const stated = statedHeaders(contract, statusCode, body);
  const etag = extras.etag === undefined ? (stated.etag ?? weakTag(cache, text, internal.now)) : `"${extras.etag}"`;
  const headers: Record<string, string> = {
    "cache-control": cacheControl,
    ...stated,
    ...(etag === undefined ? {} : { etag }),
    ...extras.headers,
  };
  const cookies = extras.cookies === undefined ? {} : { cookies: [...extras.cookies] };
  if (etag !== undefined && contract.method === "GET" && isKnown(header(event, "if-none-match"), etag))
    return { statusCode: 304, headers, ...cookies };
  if (text === undefined) return { statusCode, headers, ...cookies };
  return {
    statusCode,
    cookies: [],
    ...cookies,
    ...encoded(text, { "content-type": contentType(contract), ...headers }, header(event, "accept-encoding")),
  };
}

function serialised(contract: Endpoint, body: unknown): string | undefined {
  const { response } = contract;
  if (response === null) return undefined;
  return "mediaType" in response ? String(body) : JSON.stringify(shaped(contract, body));
}

/** The body as the contract's schema lets it out. */
export function shaped({ response }: Endpoint, body: unknown): unknown {
  return response === null || "mediaType" in response ? body : response.parse(body);
}

function contentType({ response }: Endpoint): string {
  return response !== null && "mediaType" in response ? response.mediaType : "application/json; charset=utf-8";
}

/** A cursor is another one each time that it is made; whoever has a page of this hour has no use for a new one. */
function weakTag(cache: CacheClass, text: string | undefined, now: Instant): string | undefined {
  if (cache === "private-no-store" || text === undefined) return undefined;
  const lasting = text.replace(CURSOR_AT_END, `"${now.slice(0, "2026-03-09T14".length)}"}`);
  return `W/"${createHash("sha256").update(lasting).digest("hex").slice(0, 32)}"`;
}

const CURSOR_AT_END = /(?<="nextCursor":)"[\w-]+"\}$/;

/** `If-None-Match` compares weakly (RFC 9110 13.1.2). */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch?.split(",").some((tag) => tag.trim() === "*" || bare(tag) === bare(etag)) ?? false;
}

function encoded(text: string, headers: Record<string, string>, acceptEncoding: string | undefined): HttpAnswer {
  const bytes = Buffer.byteLength(text);
  if (bytes < COMPRESS_FROM_BYTES || !/\bgzip\b/.test(acceptEncoding ?? "")) return { headers, body: text };
  const body = gzipSync(text, { level: 4 }).toString("base64");
  return { headers: { ...headers, "content-encoding": "gzip" }, body, isBase64Encoded: true };
}
