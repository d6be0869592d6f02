import { DomainError, MALFORMED_REQUEST } from "../../core/errors.ts";

const MOST_DEPTH = 20;
const MOST_VALUES = 10_000;

/**
 * The one JSON value of a body (API-15, API-16): no byte order mark, no repeated keys, finite numbers, whole surrogate pairs, bounded depth
 * and size; strings come out in NFC (API-19). Anything else is 400 `MALFORMED_REQUEST`.
 */
export function parseJson(text: string): unknown {
  if (text.startsWith("\ufeff")) throw malformed("The body begins with a byte order mark; send plain UTF-8.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("The body is not valid JSON.");
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) throw malformed(`The body names the member ${JSON.stringify(repeated)} twice.`);
  return normalised(value, { values: 0 }, 0);
}

function normalised(value: unknown, seen: { values: number }, depth: number): unknown {
  if (++seen.values > MOST_VALUES) throw malformed(`The body holds more than ${MOST_VALUES} values.`);
  if (typeof value === "string") return wellFormed(value);
  if (typeof value === "number" && (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))) {
    throw malformed("The body holds a number that is too large to be exact.");
  }
  if (value === null || typeof value !== "object") return value;
  if (depth === MOST_DEPTH) throw malformed(`The body is nested deeper than ${MOST_DEPTH} levels.`);
  if (Array.isArray(value)) return value.map((item) => normalised(item, seen, depth + 1));
  const members: [string, unknown][] = Object.entries(value).map(([name, member]) => [
    wellFormed(name),
    normalised(member, seen, depth + 1),
  ]);
  return Object.fromEntries(members);
}

function wellFormed(text: string): string {
  if (!text.isWellFormed()) throw malformed("The body holds half of a surrogate pair.");
  return text.normalize("NFC");
}

/** The first key, composed, that one object of the (valid) JSON text names twice. `JSON.parse` would silently keep the last. */
function repeatedKey(text: string): string | undefined {
  const objects: Set<string>[] = [];
  const colon = /\s*:/y;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{") objects.push(new Set());
    else if (character === "}") objects.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      colon.lastIndex = end + 1;
      if (colon.test(text)) {
        const key = String(JSON.parse(text.slice(at, end + 1))).normalize("NFC");
        const keys = objects.at(-1);
        if (keys?.has(key)) return key;
        keys?.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
}

function malformed(detail: string): DomainError {
  return new DomainError(MALFORMED_REQUEST, detail);
}
