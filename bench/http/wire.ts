import { type Call, type EndpointModule, eventFor } from "../../test/support/invoke.ts";
import { BYPASS_SECRET } from "./stage.ts";

/** The request as it goes over the wire. */
export function wireOf(contract: EndpointModule["contract"], call: Call, isLimited: boolean): string {
  const { rawPath, rawQueryString, headers, body = "" } = eventFor(contract, call);
  const sent = ["authorization", "idempotency-key", "if-match"].flatMap((name) => (headers[name] ? [`${name}: ${headers[name]}`] : []));
  const contentType = headers["content-type"];
  const lines = [
    `${contract.method} ${rawPath}${rawQueryString === "" ? "" : `?${rawQueryString}`} HTTP/1.1`,
    `Host: ${headers.host ?? "localhost"}`,
    "Accept: application/json",
    ...sent,
    ...(isLimited ? [] : [`X-Rate-Limit-Bypass: ${BYPASS_SECRET}`]),
    ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`, `Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
