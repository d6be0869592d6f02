import { isSecretKey, REDACTED } from "../../core/identity/audit-redaction.ts";

/** Fields of our own lines that only look like secrets: a problem's code and the hash of an address (OPS-7). */
const OWN_FIELDS = new Set(["code", "ipHash"]);

/** A copy of what a line would say, with secret members struck out at every depth and secret-looking text in every value (OPS-9). */
export function redactedLog(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, member(key, value)]));
}

function member(key: string, value: unknown): unknown {
  if (value !== null && !OWN_FIELDS.has(key) && isSecretKey(key)) return REDACTED;
  return anywhere(value);
}

function anywhere(value: unknown): unknown {
  if (typeof value === "string") return redactedText(value);
  if (Array.isArray(value)) return value.map(anywhere);
  if (value instanceof Error) return redactedLog({ name: value.name, message: value.message });
  if (typeof value === "object" && value !== null) return redactedLog({ ...value });
  return value;
}

/** Text without tokens, keys, addresses and card numbers, in the order of OPS-9. */
export function redactedText(text: string): string {
  return text
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[JWT]")
    .replace(/\b(Bearer) +[\w.~+/=-]+/gi, "$1 [REDACTED]")
    .replace(/\b(?:sk|rk|pk)_(?:test|live)_\w+|\bwhsec_\w+/g, "[KEY]")
    .replace(/\b((?:pi|seti)_[A-Za-z0-9]+_secret_)\w+/g, "$1[REDACTED]")
    .replace(/([A-Za-z0-9._%+-]{1,2})[A-Za-z0-9._%+-]*(@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g, "$1***$2")
    .replace(/(?<![\w.])\+\d{8,13}(\d{2})\b/g, "+***$1")
    .replace(/(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w.-])/g, (digits) => (isCardLike(digits) ? "[CARD]" : digits));
}

/** The Luhn check: what passes it is taken for a card number. */
function isCardLike(text: string): boolean {
  const digits = [...text.replace(/\D/g, "")].map(Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
