/** The kinds of refusal a caller can meet. Plain data, so that a bundle carries only the kinds its contract names. */
export interface Problem {
  /** Stable, never renamed: clients branch on it (API-46). */
  readonly code: string;
  readonly status: number;
  /** Constant per code, for people. */
  readonly title: string;
  /** What the caller can do now; shown on the problem's page. */
  readonly remedy: string;
}

/** One wrong field of a request (API-44). `field` is a JSON pointer into the body, or `query.limit`, `path.bookingId`, `header.if-match`. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export interface DomainErrorOptions {
  readonly errors?: readonly FieldError[];
  /** Headers the answer must carry, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * A refusal that is part of the product. `detail` is one sentence for a person and says what to do; `members` are the facts the
 * rule promises beside it. Neither ever holds a secret or another person's data.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly problem: Problem;
  readonly members: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: Problem, detail: string, members: Readonly<Record<string, unknown>> = {}, options: DomainErrorOptions = {}) {
    super(detail, options.cause === undefined ? {} : { cause: options.cause });
    this.problem = problem;
    this.members = members;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }

  get code(): string {
    return this.problem.code;
  }
}

/** A false invariant is our bug, never the caller's: the request ends as a 500 and the sentence goes to the log only. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new InvariantError(invariant);
}

export function assertNever(value: never): never {
  throw new InvariantError(`unexpected value ${JSON.stringify(value)}`);
}

/** The value, where our own writes guarantee that it is there. */
export function required<T>(value: T | undefined | null, invariant: string): T {
  if (value === undefined || value === null) throw new InvariantError(invariant);
  return value;
}

/** The one answer for what is not there and for what belongs to somebody else. */
export function notFound(problem: Problem): DomainError {
  return new DomainError(problem, "There is nothing here under this id, or it is not yours. Check the id.");
}

export function validationFailed(errors: readonly FieldError[]): DomainError {
  const fields = errors.map((error) => error.field);
  const shown = fields.slice(0, 3).join(", ") + (fields.length > 3 ? ` and ${fields.length - 3} more` : "");
  return new DomainError(VALIDATION_FAILED, `Correct ${shown}, then send again.`, {}, { errors: errors.slice(0, 50) });
}

// Problems that any operation may answer (api-contract section 5, "common errors").

export const MALFORMED_REQUEST = {
  code: "MALFORMED_REQUEST",
  status: 400,
  title: "The request cannot be read",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const UNAUTHENTICATED = {
  code: "UNAUTHENTICATED",
  status: 401,
  title: "Sign in first",
  remedy: "Sign in again, or send a valid key or token.",
} as const satisfies Problem;
export const TOKEN_INVALID = {
  code: "TOKEN_INVALID",
  status: 401,
  title: "The token is not valid",
  remedy: "Sign in again, or send a valid key or token.",
} as const satisfies Problem;
export const TOKEN_EXPIRED = {
  code: "TOKEN_EXPIRED",
  status: 401,
  title: "The token has expired",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const TOKEN_REVOKED = {
  code: "TOKEN_REVOKED",
  status: 401,
  title: "The session has ended",
  remedy: "Sign in again, or send a valid key or token.",
} as const satisfies Problem;
export const CSRF_ORIGIN_MISMATCH = {
  code: "CSRF_ORIGIN_MISMATCH",
  status: 403,
  title: "Requests from this origin are not allowed",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const ROLE_REQUIRED = {
  code: "ROLE_REQUIRED",
  status: 403,
  title: "Another role is needed",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const PERMISSION_REQUIRED = {
  code: "PERMISSION_REQUIRED",
  status: 403,
  title: "A permission is missing",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const ACCOUNT_DEACTIVATED = {
  code: "ACCOUNT_DEACTIVATED",
  status: 403,
  title: "The account is deactivated",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const NOT_FOUND = { code: "NOT_FOUND", status: 404, title: "Not found", remedy: "Check the id." } as const satisfies Problem;
export const ROUTE_NOT_FOUND = {
  code: "ROUTE_NOT_FOUND",
  status: 404,
  title: "No such address",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const METHOD_NOT_ALLOWED = {
  code: "METHOD_NOT_ALLOWED",
  status: 405,
  title: "The method is not allowed here",
  remedy: "Use a method of the Allow header.",
} as const satisfies Problem;
export const NOT_ACCEPTABLE = {
  code: "NOT_ACCEPTABLE",
  status: 406,
  title: "No acceptable form of answer",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const OPERATION_IN_PROGRESS = {
  code: "OPERATION_IN_PROGRESS",
  status: 409,
  title: "The same operation is still running",
  remedy: "Use a fresh Idempotency-Key for a new request; repeat the same one unchanged while it is running.",
} as const satisfies Problem;
export const IDEMPOTENCY_KEY_REUSED = {
  code: "IDEMPOTENCY_KEY_REUSED",
  status: 409,
  title: "The Idempotency-Key was used with another request",
  remedy: "Use a fresh Idempotency-Key for a new request; repeat the same one unchanged while it is running.",
} as const satisfies Problem;
export const PRECONDITION_FAILED = {
  code: "PRECONDITION_FAILED",
  status: 412,
  title: "The resource has changed",
  remedy: "Load the present version, put your change on it, and save with the new ETag.",
} as const satisfies Problem;
export const PAYLOAD_TOO_LARGE = {
  code: "PAYLOAD_TOO_LARGE",
  status: 413,
  title: "The body is too large",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const URI_TOO_LONG = {
  code: "URI_TOO_LONG",
  status: 414,
  title: "The address is too long",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const UNSUPPORTED_MEDIA_TYPE = {
  code: "UNSUPPORTED_MEDIA_TYPE",
  status: 415,
  title: "The body has an unsupported type",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const VALIDATION_FAILED = {
  code: "VALIDATION_FAILED",
  status: 422,
  title: "The request is not valid",
  remedy: "Correct the fields in errors[], then send again.",
} as const satisfies Problem;
export const IDEMPOTENCY_KEY_REQUIRED = {
  code: "IDEMPOTENCY_KEY_REQUIRED",
  status: 422,
  title: "An Idempotency-Key is needed",
  remedy: "Send a fresh Idempotency-Key.",
} as const satisfies Problem;
export const IDEMPOTENCY_KEY_INVALID = {
  code: "IDEMPOTENCY_KEY_INVALID",
  status: 422,
  title: "The Idempotency-Key is not valid",
  remedy: "Use a fresh Idempotency-Key for a new request; repeat the same one unchanged while it is running.",
} as const satisfies Problem;
export const PRECONDITION_REQUIRED = {
  code: "PRECONDITION_REQUIRED",
  status: 428,
  title: "If-Match is needed",
  remedy: "Load the resource and send its ETag as If-Match.",
} as const satisfies Problem;
export const RATE_LIMIT_EXCEEDED = {
  code: "RATE_LIMIT_EXCEEDED",
  status: 429,
  title: "Too Many Requests",
  remedy: "Wait for Retry-After.",
} as const satisfies Problem;
export const INTERNAL_ERROR = {
  code: "INTERNAL_ERROR",
  status: 500,
  title: "Something went wrong on our side",
  remedy: "Try again; give the request id to support.",
} as const satisfies Problem;
export const UPSTREAM_FAILED = {
  code: "UPSTREAM_FAILED",
  status: 502,
  title: "A provider failed",
  remedy: "Nothing is wrong with your request: try again later; give the request id to support.",
} as const satisfies Problem;
export const SERVICE_UNAVAILABLE = {
  code: "SERVICE_UNAVAILABLE",
  status: 503,
  title: "Not available right now",
  remedy: "Nothing is wrong with your request: try again later; give the request id to support.",
} as const satisfies Problem;
export const MAINTENANCE = {
  code: "MAINTENANCE",
  status: 503,
  title: "Down for maintenance",
  remedy: "Nothing is wrong with your request: try again later; give the request id to support.",
} as const satisfies Problem;
export const RATE_LIMIT_UNAVAILABLE = {
  code: "RATE_LIMIT_UNAVAILABLE",
  status: 503,
  title: "Sign-in protection is not available right now",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const UPSTREAM_TIMEOUT = {
  code: "UPSTREAM_TIMEOUT",
  status: 504,
  title: "It took too long",
  remedy: "Nothing is wrong with your request: try again later; give the request id to support.",
} as const satisfies Problem;
export const CURSOR_INVALID = {
  code: "CURSOR_INVALID",
  status: 400,
  title: "The cursor is not valid",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const CURSOR_EXPIRED = {
  code: "CURSOR_EXPIRED",
  status: 410,
  title: "The cursor has expired",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const RANGE_INVALID = {
  code: "RANGE_INVALID",
  status: 422,
  title: "The range is empty",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
