import { DomainError, MALFORMED_REQUEST, URI_TOO_LONG } from "../../core/errors.ts";

/** The address of a request as the edge passes it on. */
export interface Address {
  /** Decoded once; without a trailing slash. */
  readonly path: string;
  /** Still encoded, without the question mark. */
  readonly rawQuery: string;
}

const LONGEST_URL = 8 * 1024;

/**
 * What CloudFront and its function do to an address before API Gateway sees it: a trailing slash goes (API-7), and an encoded slash,
 * a NUL or invalid UTF-8 is refused (API-8).
 */
export function addressOf(url: string): Address {
  if (url.length > LONGEST_URL) throw new DomainError(URI_TOO_LONG, "The address is longer than 8 KiB. Shorten the query.");
  const mark = url.indexOf("?");
  const encodedPath = mark < 0 ? url : url.slice(0, mark);
  const rawQuery = mark < 0 ? "" : url.slice(mark + 1);
  if (!isDecodable(rawQuery)) throw malformed("query");
  return { path: withoutTrailingSlash(decodedPath(encodedPath)), rawQuery };
}

function decodedPath(encoded: string): string {
  if (!encoded.includes("%")) return encoded;
  if (/%2f|%00/i.test(encoded) || !isDecodable(encoded)) throw malformed("path");
  return decodeURIComponent(encoded);
}

/** Two slashes in a row are no address of ours, so such a path stays as it is and finds no route. */
function withoutTrailingSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") && !path.includes("//") ? path.slice(0, -1) : path;
}

function isDecodable(encoded: string): boolean {
  if (!encoded.includes("%")) return true;
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

function malformed(part: "path" | "query"): DomainError {
  return new DomainError(
    MALFORMED_REQUEST,
    `The ${part} of the address cannot be read. Encode it as UTF-8, without slashes inside a segment.`,
  );
}
