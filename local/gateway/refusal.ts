import type { DomainError } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { instantOf } from "../../core/time.ts";
import type { Answer } from "./answer.ts";

/**
 * The answer to a request that reaches no function, in the form every refusal has (API-42). AWS itself answers some of these without
 * a problem body; here they all have one, because a person reads them.
 */
export function refusal(error: DomainError, apiBaseUrl: string, instance: string, givenRequestId: string | undefined): Answer {
  const { problem } = error;
  const requestId = givenRequestId && REQUEST_ID.test(givenRequestId) ? givenRequestId : newId("req", instantOf(Date.now()));
  const body = {
    type: `${apiBaseUrl}/problems/${problem.code.toLowerCase().replaceAll("_", "-")}`,
    title: problem.title,
    status: problem.status,
    detail: error.message,
    instance,
    code: problem.code,
    requestId,
  };
  return {
    status: problem.status,
    headers: { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store", "x-request-id": requestId },
    body: JSON.stringify(body),
  };
}

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;
