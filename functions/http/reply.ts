import { DomainError } from "../../core/errors.ts";
import type { HttpAnswer } from "./exchange.ts";

/** A success body together with what else the answer carries. Handlers that have nothing to add return the body itself. */
export class Reply<Body> {
  readonly body: Body;
  readonly extras: ReplyExtras;

  constructor(body: Body, extras: ReplyExtras) {
    this.body = body;
    this.extras = extras;
  }
}

export interface ReplyExtras {
  /** The version of a resource that no member of the body states; answered as a strong ETag (API-33). */
  readonly etag?: string;
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Another success status that the contract's part names. */
  readonly status?: number;
}

export function reply<Body>(body: Body, extras: ReplyExtras): Reply<Body> {
  return new Reply(body, extras);
}

/** A refusal that takes cookies away. */
export class RefusalWithCookies extends DomainError {
  readonly cookies: readonly string[];

  constructor(refusal: DomainError, cookies: readonly string[]) {
    const { problem, message, members, headers, errors } = refusal;
    super(problem, message, members, { headers, cause: refusal.cause, ...(errors === undefined ? {} : { errors }) });
    this.cookies = cookies;
  }
}

/** A finished answer, such as a stored one that is replayed: it is sent as it is. */
export class FinishedAnswer extends Error {
  override readonly name = "FinishedAnswer";
  readonly answer: HttpAnswer;

  constructor(answer: HttpAnswer) {
    super("answered from a stored result");
    this.answer = answer;
  }
}
