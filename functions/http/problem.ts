import { environment } from "../../core/config.ts";
import { DomainError, INTERNAL_ERROR, UPSTREAM_TIMEOUT } from "../../core/errors.ts";
import type { HttpAnswer, HttpRequest, Middleware } from "./exchange.ts";
import { FinishedAnswer, RefusalWithCookies } from "./reply.ts";

/** Turns whatever was thrown into problem+json (RFC 9457, API-42). Causes of unknown errors go to the log and nowhere else. */
export function answerProblems(): Middleware {
  return {
    onError(request) {
      const { error } = request;
      if (error instanceof FinishedAnswer) {
        request.response = error.answer;
        return;
      }
      const known = toDomainError(error);
      if (known.problem.status >= 500) request.internal.log.error(known.problem.code, { error: known.cause ?? known });
      request.internal.problemCode = known.code;
      request.response = problemAnswer(known, instanceOf(request), request.internal.requestId);
    },
  };
}

/** The wire form of a refusal. `instance` is the request path without its query. */
export function problemAnswer(error: DomainError, instance: string, requestId: string): HttpAnswer {
  const { problem } = error;
  // What every problem has goes last: no member of a rule may take its place (RFC 9457 3.2).
  const body = {
    ...error.members,
    type: `${environment("API_BASE_URL")}/problems/${problem.code.toLowerCase().replaceAll("_", "-")}`,
    title: problem.title,
    status: problem.status,
    detail: error.message,
    instance,
    code: problem.code,
    requestId,
    ...(error.errors === undefined ? {} : { errors: error.errors }),
  };
  return {
    statusCode: problem.status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "cache-control": "no-store",
      ...(problem.status === 401 ? { "www-authenticate": "Bearer" } : {}),
      ...error.headers,
    },
    body: JSON.stringify(body),
    ...(error instanceof RefusalWithCookies ? { cookies: [...error.cookies] } : {}),
  };
}

function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const cause = error;
  if (error instanceof Error && error.name === "TimeoutError") {
    return new DomainError(
      UPSTREAM_TIMEOUT,
      "It took too long. Repeat the request; with the same Idempotency-Key it is done once.",
      {},
      { cause },
    );
  }
  return new DomainError(INTERNAL_ERROR, "Something went wrong on our side. Try again; give the request id to support.", {}, { cause });
}

function instanceOf(request: HttpRequest): string {
  return request.event.rawPath;
}
