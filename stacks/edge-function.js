// Runs at CloudFront before every request (JavaScript runtime 2.0: no optional chaining, no for…of, 10 KB). `edge.ts` fills in the
// front-end origins. The local gateway does the same, so that one machine and the edge refuse alike.
import cf from "cloudfront";

const FRONTEND_ORIGINS = ["__FRONTEND_ORIGINS__"];

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
async function handler(event) {
  const request = event.request;
  if (!isWellFormed(request.uri)) return malformed(event);
  request.uri = withoutTrailingSlash(request.uri);
  // Overwritten, never appended to: whatever the viewer sent under these names is worth nothing (identity SEC-6).
  request.headers["x-viewer-ip"] = { value: event.viewer.ip };
  request.headers["x-origin-secret"] = { value: await cf.kvs().get("origin-secret") };
  return request;
}

/** An encoded slash or a NUL would mean one path to the gateway and another to whoever decodes it; so would bytes that are no UTF-8. */
function isWellFormed(path) {
  if (/%2f/i.test(path)) return false;
  try {
    return decodeURIComponent(path).indexOf("\0") === -1;
  } catch (_notUtf8) {
    return false;
  }
}

/** Without a redirect, because webhook senders follow none. Two slashes in a row stay: they are a 404, not a spelling (API-7). */
function withoutTrailingSlash(path) {
  if (path === "/" || !path.endsWith("/") || path.indexOf("//") !== -1) return path;
  return path.slice(0, -1);
}

function malformed(event) {
  const headers = event.request.headers;
  const requestId = requestIdOf(event);
  const answer = {
    "content-type": { value: "application/problem+json; charset=utf-8" },
    "cache-control": { value: "no-store" },
    "x-request-id": { value: requestId },
    "strict-transport-security": { value: "max-age=31536000; includeSubDomains; preload" },
    "x-content-type-options": { value: "nosniff" },
    "x-frame-options": { value: "DENY" },
    "referrer-policy": { value: "no-referrer" },
    "content-security-policy": { value: "default-src 'none'; frame-ancestors 'none'" },
    vary: { value: "Accept-Encoding, Origin" },
  };
  if (headers.origin && FRONTEND_ORIGINS.indexOf(headers.origin.value) !== -1) {
    answer["access-control-allow-origin"] = { value: headers.origin.value };
    answer["access-control-allow-credentials"] = { value: "true" };
    answer["access-control-expose-headers"] = { value: "X-Request-Id" };
  }
  return { statusCode: 400, statusDescription: "Bad Request", headers: answer, body: JSON.stringify(problem(event, requestId)) };
}

function problem(event, requestId) {
  return {
    type: `https://${event.request.headers.host.value}/problems/malformed-request`,
    title: "The request cannot be read",
    status: 400,
    detail: "The path is not valid UTF-8, or holds an encoded slash or a NUL. Correct the URL.",
    instance: event.request.uri,
    code: "MALFORMED_REQUEST",
    requestId,
  };
}

function requestIdOf(event) {
  const given = event.request.headers["x-request-id"];
  if (given && /^[A-Za-z0-9_-]{8,64}$/.test(given.value)) return given.value;
  return `req_${event.context.requestId.replace(/[^A-Za-z0-9_-]/g, "").slice(0, 60)}`;
}
