export const REDACTED = "[REDACTED]";

const SECRET_KEYS = new Set(
  (
    "email phone phone_number zip_code street_address password current_password new_password hashed_password totp_secret backup_code " +
    "backup_codes two_factor_secret secret_encrypted one_time_password otp code ticket token secret client_secret access_token " +
    "refresh_token api_key authorization cookie ssn social_security_number student_note instructor_note meeting_location"
  ).split(" "),
);
const SECRET_PREFIXES = ["payment_", "card_", "bank_account", "stripe_"];
const SECRET_SUFFIXES = ["_token", "_secret", "_api_key", "_hash", "_hashes"];
/** Disputes over cancelled but captured lessons need these (identity 9, answer 16). */
const READABLE_KEYS = new Set(["payment_status", "payment_method_type", "stripe_mode"]);

/** A copy of what an audit entry would hold, with personal data and secrets struck out at every depth (AUD-7). Null stays null. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactMember(key, member)]));
}

function redactMember(key: string, member: unknown): unknown {
  return member !== null && isSecretKey(key) ? REDACTED : redacted(member);
}

/** Whether a member of this name holds something that is never written down. The name is judged in snake case, however it is written. */
export function isSecretKey(name: string): boolean {
  const key = snakeCase(name);
  if (READABLE_KEYS.has(key)) return false;
  return (
    SECRET_KEYS.has(key) ||
    SECRET_PREFIXES.some((prefix) => key.startsWith(prefix)) ||
    SECRET_SUFFIXES.some((suffix) => key.endsWith(suffix))
  );
}

function snakeCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}
