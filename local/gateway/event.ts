import { randomBytes } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** One HTTP request after routing, as `gatewayEvent` needs it. */
export interface RoutedRequest {
  readonly method: string;
  /** The decoded path: an HTTP API hands over `rawPath` decoded, whatever its name says. */
  readonly path: string;
  /** As sent, still encoded, without the question mark. */
  readonly rawQuery: string;
  /** Names and values in turn, as sent; repeated names are allowed. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer | undefined;
  readonly sourceIp: string;
  readonly port: number;
  /** `GET /api/v1/bookings/{bookingId}`, or `$default`. */
  readonly routeKey: string;
  readonly pathParameters: Record<string, string> | undefined;
  readonly epochMs: number;
}

export const DEFAULT_ROUTE = "$default";

/** The event that API Gateway's HTTP API sends to a function, payload format 2.0. Members without content are absent, as there. */
export function gatewayEvent(request: RoutedRequest): APIGatewayProxyEventV2 {
  const { headers, cookies } = headersAndCookies(request);
  const domainName = (headers.host ?? "localhost").replace(/:\d+$/, "");
  const dot = domainName.indexOf(".");
  const event: APIGatewayProxyEventV2 = {
    version: "2.0",
    routeKey: request.routeKey,
    rawPath: request.path,
    rawQueryString: request.rawQuery,
    headers,
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName,
      domainPrefix: dot < 0 ? domainName : domainName.slice(0, dot),
      http: {
        method: request.method,
        path: request.path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: gatewayRequestId(),
      routeKey: request.routeKey,
      stage: DEFAULT_ROUTE,
      time: commonLogTime(request.epochMs),
      timeEpoch: request.epochMs,
    },
    isBase64Encoded: false,
  };
  if (cookies) event.cookies = cookies;
  if (request.rawQuery !== "") event.queryStringParameters = joinedQuery(request.rawQuery);
  if (request.pathParameters) event.pathParameters = request.pathParameters;
  if (request.body) {
    event.isBase64Encoded = !isText(headers["content-type"]);
    event.body = request.body.toString(event.isBase64Encoded ? "base64" : "utf8");
  }
  return event;
}

/** Headers of one hop, which end at the gateway. */
const HOP_HEADERS = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"]);

function headersAndCookies(request: RoutedRequest): { headers: Record<string, string>; cookies: string[] | undefined } {
  const headers: Record<string, string> = {};
  let cookies: string[] | undefined;
  const raw = request.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = String(raw[index]).toLowerCase();
    const value = String(raw[index + 1]);
    if (name === "cookie") cookies = [...(cookies ?? []), ...cookiesOf(value)];
    else if (!HOP_HEADERS.has(name)) headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  headers["content-length"] ??= String(request.body?.length ?? 0);
  headers["x-amzn-trace-id"] ??= traceId(request.epochMs);
  headers["x-forwarded-for"] = headers["x-forwarded-for"] ? `${headers["x-forwarded-for"]}, ${request.sourceIp}` : request.sourceIp;
  headers["x-forwarded-port"] = String(request.port);
  headers["x-forwarded-proto"] = "http";
  return { headers, cookies };
}

function cookiesOf(header: string): string[] {
  return header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== "");
}

function joinedQuery(rawQuery: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]},${value}` : value;
  }
  return joined;
}

const TEXT_TYPE = /^(text\/|application\/(json|xml|javascript|[^;]+\+(json|xml))\s*(;|$))/i;

function isText(contentType: string | undefined): boolean {
  return contentType !== undefined && TEXT_TYPE.test(contentType);
}

/** Sixteen characters ending in `=`, as the gateway's own ids are. */
function gatewayRequestId(): string {
  return randomBytes(11).toString("base64");
}

function traceId(epochMs: number): string {
  const seconds = Math.floor(epochMs / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
