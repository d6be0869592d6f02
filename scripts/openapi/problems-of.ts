import {
  ACCOUNT_DEACTIVATED,
  CSRF_ORIGIN_MISMATCH,
  IDEMPOTENCY_KEY_INVALID,
  IDEMPOTENCY_KEY_REQUIRED,
  IDEMPOTENCY_KEY_REUSED,
  INTERNAL_ERROR,
  MALFORMED_REQUEST,
  METHOD_NOT_ALLOWED,
  NOT_ACCEPTABLE,
  OPERATION_IN_PROGRESS,
  PAYLOAD_TOO_LARGE,
  PERMISSION_REQUIRED,
  PRECONDITION_FAILED,
  PRECONDITION_REQUIRED,
  type Problem,
  RATE_LIMIT_EXCEEDED,
  RATE_LIMIT_UNAVAILABLE,
  ROLE_REQUIRED,
  ROUTE_NOT_FOUND,
  SERVICE_UNAVAILABLE,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_REVOKED,
  UNAUTHENTICATED,
  UNSUPPORTED_MEDIA_TYPE,
  UPSTREAM_TIMEOUT,
  URI_TOO_LONG,
  VALIDATION_FAILED,
} from "../../core/errors.ts";
import { BETA_ACCESS_REQUIRED, BETA_ROLE_REQUIRED } from "../../core/identity/identity-errors.ts";
import { RATE_GUARDS } from "../../core/identity/rate-guards.ts";
import type { Endpoint } from "../../functions/http/endpoint.ts";

/** Every problem an operation can answer: what its contract names, and what the chain adds because of the contract's other fields. */
export function problemsOf(contract: Endpoint): readonly Problem[] {
  const found = [...EVERYWHERE, ...ofCaller(contract), ...ofRequest(contract), ...ofRate(contract), ...contract.errors];
  const byCode = new Map(found.map((problem) => [problem.code, problem]));
  return [...byCode.values()].toSorted((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}

const EVERYWHERE = [
  MALFORMED_REQUEST,
  ROUTE_NOT_FOUND,
  METHOD_NOT_ALLOWED,
  NOT_ACCEPTABLE,
  URI_TOO_LONG,
  VALIDATION_FAILED,
  INTERNAL_ERROR,
  SERVICE_UNAVAILABLE,
  UPSTREAM_TIMEOUT,
];

function ofCaller({ auth, gate, method }: Endpoint): Problem[] {
  const found: Problem[] = method === "GET" ? [] : [CSRF_ORIGIN_MISMATCH];
  if (auth !== "any") found.push(UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, ACCOUNT_DEACTIVATED);
  if (typeof auth === "object") found.push(ROLE_REQUIRED);
  if (typeof auth === "object" && auth.permission !== undefined) found.push(PERMISSION_REQUIRED);
  if (gate !== undefined) found.push(BETA_ACCESS_REQUIRED);
  if (gate === "instructor") found.push(BETA_ROLE_REQUIRED);
  return found;
}

function ofRequest({ body, notFound, ifMatch, idempotencyKey }: Endpoint): Problem[] {
  const found: Problem[] = [];
  if (notFound !== undefined) found.push(notFound);
  if (body !== undefined) found.push(PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE);
  if (ifMatch !== undefined) found.push(PRECONDITION_FAILED);
  if (ifMatch === "required") found.push(PRECONDITION_REQUIRED);
  if (idempotencyKey !== undefined) found.push(IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED, OPERATION_IN_PROGRESS);
  if (idempotencyKey === "required") found.push(IDEMPOTENCY_KEY_REQUIRED);
  return found;
}

function ofRate({ rate, guards = [] }: Endpoint): Problem[] {
  const found: Problem[] = rate === "none" ? [] : [RATE_LIMIT_EXCEEDED];
  if (guards.some((name) => RATE_GUARDS[name].guardsCredentials)) found.push(RATE_LIMIT_UNAVAILABLE);
  return found;
}
