import { DomainError, IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REQUIRED } from "../../core/errors.ts";
import { hashOfRequest, isReplayable } from "../../core/idempotency.ts";
import { claimKey, type HeldKey, type Idempotency, type IdempotencyClaim, Replayed } from "../../core/table/idempotency.ts";
import type { Endpoint } from "./endpoint.ts";
import { type HttpEvent, type HttpRequest, header, type Middleware } from "./exchange.ts";
import { problemAnswer } from "./problem.ts";
import { FinishedAnswer } from "./reply.ts";
import { shaped } from "./respond.ts";
import { refusalHeaders, statedHeaders } from "./stated-headers.ts";

const KEY = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Lets an operation take the request's Idempotency-Key beside its first read and complete it in its own commit (IK-2). What is left for
 * here: replaying a stored answer, storing a final refusal, and ending the lease of a run that failed for the moment (IK-3).
 */
export function idempotency(contract: Endpoint): Middleware {
  return {
    before({ event, internal }) {
      if (contract.idempotencyKey === undefined) return;
      const key = checkedKey(event, contract.idempotencyKey === "required");
      if (key === undefined || internal.principal.kind !== "member") return;
      const request = {
        userId: internal.principal.userId,
        operationId: contract.operationId,
        key,
        requestHash: hashOfRequest(`${event.rawPath}?${event.rawQueryString}`, internal.json),
        now: internal.now,
      };
      internal.idempotency = new RequestKey(
        async () => claimKey(request),
        (body) => shaped(contract, body),
      );
    },
    async onError(request) {
      const { error, internal } = request;
      if (error instanceof Replayed) {
        request.error = new FinishedAnswer(replayed(contract, error));
        return;
      }
      const held = await internal.idempotency?.held();
      if (held) await settle(held, request);
    },
  };
}

/** The key in its form, asked for after the body's shape (BK-2, BK-3). */
function checkedKey(event: HttpEvent, isRequired: boolean): string | undefined {
  const key = header(event, "idempotency-key");
  if (key !== undefined && !KEY.test(key)) {
    throw new DomainError(IDEMPOTENCY_KEY_INVALID, "Use 1 to 64 characters of A-Z, a-z, 0-9, _ and -.");
  }
  if (key === undefined && isRequired)
    throw new DomainError(IDEMPOTENCY_KEY_REQUIRED, "Send a fresh Idempotency-Key of 1 to 64 characters.");
  return key;
}

/** Claims once however often the operation asks, as its attempts repeat. What it stores is what is sent, so that a repeat gets the same. */
export class RequestKey implements Idempotency {
  readonly #take: () => Promise<HeldKey>;
  readonly #shape: (body: unknown) => unknown;
  #held: Promise<HeldKey> | undefined;

  constructor(take: () => Promise<HeldKey>, shape: (body: unknown) => unknown) {
    this.#take = take;
    this.#shape = shape;
  }

  async claim(): Promise<IdempotencyClaim> {
    this.#held ??= this.#take();
    const held = await this.#held;
    const { ulid, isResumed } = held;
    const completion = (status: number, body: unknown) => held.completion(status, this.#shape(body));
    return { ulid, isResumed, completion, hold: () => held.hold(), abandon: () => held.abandon() };
  }

  /** The key, if the operation took it. */
  async held(): Promise<HeldKey | undefined> {
    return this.#held?.catch(() => undefined);
  }
}

/** A key that cannot be settled now frees itself when its lease is over; the refusal is answered all the same. */
async function settle(held: HeldKey, { error, event, internal }: HttpRequest): Promise<void> {
  try {
    if (error instanceof DomainError && isFinal(error)) {
      const { body } = problemAnswer(error, event.rawPath, internal.requestId);
      await held.complete(error.problem.status, JSON.parse(body ?? "null"));
    } else {
      await held.abandon();
    }
  } catch (failure) {
    internal.log.warn("idempotency key not settled", { error: failure });
  }
}

/** A refusal that names a time to repeat at promises another answer then, as 409 `AVAILABILITY_BUSY` does (BK-47). */
function isFinal({ problem, code, headers }: DomainError): boolean {
  return isReplayable(problem.status, code) && headers["retry-after"] === undefined;
}

function replayed(contract: Endpoint, { status, body }: Replayed) {
  const isRefusal = status >= 400;
  const headers = {
    "content-type": `application/${isRefusal ? "problem+json" : "json"}; charset=utf-8`,
    "cache-control": "no-store",
    "idempotency-replayed": "true",
  };
  const content: unknown = JSON.parse(body);
  return {
    statusCode: status,
    headers: { ...headers, ...(isRefusal ? refusalHeaders(content) : statedHeaders(contract, status, content)) },
    body,
  };
}
