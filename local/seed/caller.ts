import { randomUUID } from "node:crypto";
import type { Context, Member, Service } from "../../core/context.ts";
import { memberOf } from "../../core/identity/member.ts";
import type { User } from "../../core/identity/user.ts";
import { newId } from "../../core/ids.ts";
import { claimKey } from "../../core/table/idempotency.ts";
import type { Instant } from "../../core/time.ts";
import { log } from "../../functions/runtime/log.ts";

/** The context in which the person calls an operation at the instant, under a fresh Idempotency-Key where the operation takes one. */
export function callerAt(user: User, now: Instant, operationId?: string): Context<Member> {
  const requestId = newId("evt", now);
  const call = { principal: memberOf(user, newId("ses", now)), now, requestId, log: log({ requestId }) };
  if (operationId === undefined) return call;
  const key = { userId: user.userId, operationId, key: randomUUID(), requestHash: "seed", now };
  return { ...call, idempotency: { claim: () => claimKey(key) } };
}

export function serviceAt(now: Instant): Context<Service> {
  const requestId = newId("evt", now);
  return { principal: { kind: "service", name: "seed" }, now, requestId, log: log({ requestId }) };
}
