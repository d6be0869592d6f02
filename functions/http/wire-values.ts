import * as z from "zod";
import { required } from "../../core/errors.ts";
import { MAILBOX_PATTERN } from "../../core/identity/email-address.ts";
import type { Id } from "../../core/ids.ts";
import { type Instant, type LocalDate, type LocalTime, parseInstant } from "../../core/time.ts";

// The values that travel in more than one contract. Everything that decides whether one is well-formed is a pattern or a bound, so the
// document says all that the server checks; even the calendar is a pattern. They keep to what every dialect of patterns reads alike.

/** Control characters but tab and line ends (API-19). `parse` looks for them in every text of a request, so here they stand for the document. */
export const CONTROL_CHARACTERS = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f";
const NO_CONTROL_CHARACTERS = `^[^${CONTROL_CHARACTERS}]*$`;
/** What `trim` takes off, as far as it may be sent. */
const BLANKS = "\\t\\n\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";

const DAYS_OF_ANY_YEAR =
  "(?:19|20|21)[0-9][0-9]-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))";
/** Of the full centuries from 1900 to 2199 only 2000 is a leap year. */
const LEAP_DAYS = "(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29";
const DATE = `(?:${DAYS_OF_ANY_YEAR}|${LEAP_DAYS})`;
const TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";

/** A date that exists, 1900-01-01 to 2199-12-31 (API-22). */
export const localDateSchema = exact<LocalDate>(`^${DATE}$`, 10, 10, { format: "date", example: "2026-03-08" });

/** A wall-clock time to the minute (API-22). */
export const localTimeSchema = exact<LocalTime>(`^${TIME}$`, 5, 5, { example: "09:30" });

/** A time at which something ends: the end of the day is `24:00`. */
export const localEndTimeSchema = exact<LocalTime>(`^(?:${TIME}|24:00)$`, 5, 5, { example: "24:00" });

/** An instant as we answer it: UTC with milliseconds. */
export const instantSchema = exact<Instant>(`^[0-9]{4}-[0-9][0-9]-[0-9][0-9]T${TIME}:[0-5][0-9]\\.[0-9]{3}Z$`, 24, 24, {
  format: "date-time",
  example: "2026-03-08T07:30:00.000Z",
});

/** An instant as it may be sent, with any offset. `toInstant` gives it our form. */
export const instantInputSchema = exact<string>(`^${DATE}T${TIME}:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-]${TIME})$`, 20, 35, {
  format: "date-time",
  example: "2026-03-08T02:30:00-05:00",
});

/** The shape of an IANA zone name. Whether the zone exists is no matter of shape: the operation asks `isZone`. */
export const zoneSchema = exact<string>("^[A-Za-z][A-Za-z0-9_+/-]{0,63}$", 1, 64, { example: "America/New_York" });

/** The five-minute slots of a day, 36 bytes in base64 (AV-1). */
export const bitmapSchema = exact<string>("^[A-Za-z0-9+/]{48}$", 48, 48, { example: "AAAAAAAAAAAAAAAAAPD/////AAAAAAAAAAAAAAAAAAAAAAAA" });

/** A window of hours by its date and times: `2026-03-09_0900_1130` (AVW-19). */
export const windowIdSchema = exact<string>(`^${DATE}_[0-9]{4}_[0-9]{4}$`, 20, 20, { example: "2026-03-09_0900_1130" });

/** A prefixed ULID. */
export function idSchema<Prefix extends string>(prefix: Prefix): z.ZodType<Id<Prefix>, Id<Prefix>> {
  const length = prefix.length + 27;
  const example = `${prefix}_01JNV4Q7Z8K3M5P9R2T6W0X1Y4`;
  return exact<Id<Prefix>>(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`, length, length, { example });
}

/** An amount of money that is not owed backwards, below a million dollars (API-23). */
export const centsSchema = z.int().min(0).max(99_999_999).meta({ example: 6_000 });

export const latitudeSchema = z.number().min(-90).max(90).meta({ example: 40.7128 });
export const longitudeSchema = z.number().min(-180).max(180).meta({ example: -74.006 });

/** A mailbox; blanks around it and capitals are taken and dropped (REG-2). */
export const emailSchema = exact<string>(`^ *${MAILBOX_PATTERN} *$`, 6, 254, { example: "ada@example.com" }).check(longest(254));

/** A phone number in any writing, 10 to 14 digits, the first not 0 (REG-6). */
export const phoneSchema = exact<string>("^[^0-9]*[1-9](?:[^0-9]*[0-9]){9,13}[^0-9]*$", 10, 20, { example: "(212) 555-0123" }).check(
  longest(20),
);

export const zipCodeSchema = exact<string>("^[0-9]{5}$", 5, 5, { example: "10001" });

// The joiners U+200C and U+200D stay: Persian and Indic names are written with them.
const NOT_IN_NAMES = "<>\\u0000-\\u001f\\u007f-\\u009f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff";

/** A first or last name before trimming: nothing that could be markup, control a terminal, hide, or turn the text around (REG-3). */
export const personNameSchema = exact<string>(`^ *[^ ${NOT_IN_NAMES}](?:[^${NOT_IN_NAMES}]{0,48}[^ ${NOT_IN_NAMES}])? *$`, 1, 60, {
  example: "Ada",
}).check(longest(60));

/** A password as it is sent. The policy speaks for itself (PWD-1), so only what would waste the hash's time is refused here. */
export const passwordSchema = textSchema(1, 256).meta({ example: "Sunny-Day-2" });

/** How many entries a page of a list may hold (API-26). */
export const limitSchema = z.int().min(1).max(100).default(20);

/** A cursor as a list gave it out (API-27). */
export const cursorSchema = exact<string>("^[A-Za-z0-9_-]{1,512}$", 1, 512, { example: "cGFnZS10d28" });

/** The id of a browser that is not signed in (GUEST-2). */
export const guestSessionIdSchema = exact<string>("^[A-Za-z0-9_-]{1,36}$", 1, 36, { example: "gst_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" });

/** Free text. Lengths count characters as people do (API-19), whereas zod's own bounds count halves of some. */
export function textSchema(minLength: number, maxLength: number): z.ZodString {
  const shortest: z.core.CheckFn<string> = ({ value, issues }) => {
    if (codePoints(value) < minLength) {
      issues.push({ code: "too_small", origin: "string", minimum: minLength, inclusive: true, input: value });
    }
  };
  return z.string().check(shortest, longest(maxLength)).meta({ minLength, maxLength, pattern: NO_CONTROL_CHARACTERS });
}

/**
 * Free text whose length counts after trimming. The operation trims and counts; the document says the same as a pattern. Blanks around the
 * text may make it twice as long.
 */
export function trimmedTextSchema(minLength: number, maxLength: number): z.ZodString {
  const [blanks, edge, inner] = [`[${BLANKS}]*`, `[^${BLANKS}${CONTROL_CHARACTERS}]`, `[^${CONTROL_CHARACTERS}]`];
  const several = `${edge}${inner}{${Math.max(minLength - 2, 0)},${maxLength - 2}}${edge}`;
  const text = minLength > 1 ? several : minLength === 1 ? `(?:${edge}|${several})` : `(?:${edge}|${several})?`;
  const pattern = `^${blanks}${text}${blanks}$`;
  return textSchema(minLength, 2 * maxLength).meta({ minLength, maxLength: 2 * maxLength, pattern });
}

/** Values under names that are free text. The library says nothing of the names in the document. */
export function namedSchema<Value extends z.ZodType>(longestName: number, value: Value): z.ZodRecord<z.ZodString, Value> {
  const propertyNames = { minLength: 1, maxLength: longestName, pattern: NO_CONTROL_CHARACTERS };
  return z.record(textSchema(1, longestName), value).meta({ propertyNames });
}

/** The caller's own request id, if it has the form of one (API-38). */
export function isRequestId(text: string): boolean {
  return /^[A-Za-z0-9_-]{8,64}$/.test(text);
}

/** Our form of an instant that `instantInputSchema` let through. */
export function toInstant(text: string): Instant {
  return required(parseInstant(text), "the contract's schema lets only instants through");
}

/**
 * A value whose pattern says everything. The bounds stand in the document only: the pattern has fixed them, and one fault is one error.
 * The assertion holds because whatever the pattern lets through has the form that the template-literal type `T` names.
 */
function exact<T extends string>(
  pattern: string,
  minLength: number,
  maxLength: number,
  meta: { readonly format?: string; readonly example: string },
): z.ZodType<T, T> {
  // The flag makes the pattern count code points; the document gets the pattern without it, as it has no word for flags.
  return z
    .string()
    .regex(new RegExp(pattern, "u"))
    .meta({ pattern, minLength, maxLength, ...meta }) as z.ZodType<string, string> as z.ZodType<T, T>;
}

function longest(maxLength: number): z.core.CheckFn<string> {
  return ({ value, issues }) => {
    if (codePoints(value) > maxLength) {
      issues.push({ code: "too_big", origin: "string", maximum: maxLength, inclusive: true, input: value });
    }
  };
}

function codePoints(text: string): number {
  return [...text].length;
}
