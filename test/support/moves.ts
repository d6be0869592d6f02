import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";
import type { DomainEvent } from "../../core/events.ts";
import type { BookingId } from "../../core/ids.ts";
import * as moveAnswers from "../../local/stand-ins/answer-moves.ts";
import { deliver } from "./sqs-event.ts";

/**
 * While `run` runs, the stand-in for payments answers every move whose money may fail, as soon as the transaction that asks for it is
 * committed: the relay and the queue in between take no time. Without it such a move meets no answer, and the request ends with 409
 * `OPERATION_IN_PROGRESS` after three seconds. The card says yes unless `setCardAnswer` of local/stand-ins/card.ts was called. A test that
 * wants an answer of its own for each move gives `answer`.
 */
export async function answerMoves<T>(run: () => Promise<T>, answer: (move: MoveHeld) => Promise<unknown> = askStandIn): Promise<T> {
  const answers: Promise<unknown>[] = [];
  const stop = onMoveHeld((event) => answers.push(answer(event)));
  try {
    return await run();
  } finally {
    stop();
    await Promise.all(answers);
  }
}

function askStandIn(event: MoveHeld): Promise<unknown> {
  return deliver(moveAnswers, [event]);
}

/** Asks for a move and goes on when its new time is held; the request itself waits for the money, for three seconds at most. */
export async function holdMove<T>(ask: () => Promise<T>): Promise<AskedMove<T>> {
  const { promise, resolve, reject } = Promise.withResolvers<AskedMove<T>>();
  const stop = onMoveHeld((event) => resolve({ newId: event.data.bookingId, event, reply }));
  const reply = ask();
  reply.then(() => reject(new Error("The move ended without being held.")), reject);
  try {
    return await promise;
  } finally {
    stop();
  }
}

export interface AskedMove<T> {
  readonly newId: BookingId;
  readonly event: MoveHeld;
  readonly reply: Promise<T>;
}

export type MoveHeld = DomainEvent<"booking.move_held">;

function onMoveHeld(listen: (event: MoveHeld) => void): () => void {
  return observeCalls({
    after(call, output) {
      if (output !== undefined) movesHeldBy(call).forEach(listen);
    },
  });
}

function movesHeldBy({ action, input }: ServiceCall): MoveHeld[] {
  if (action !== "TransactWriteItems") return [];
  // The input of `TransactWriteItems`, which names its items so.
  const { TransactItems } = input as { readonly TransactItems: readonly TransactWriteItem[] };
  return TransactItems.flatMap(({ Put }) => (Put?.Item?.eventType?.S === "booking.move_held" ? [toEvent(Put.Item)] : []));
}

/** Guaranteed by `publish`, which alone writes items with an event's type. */
function toEvent(item: Parameters<typeof unmarshall>[0]): MoveHeld {
  const { id, eventType, version, occurredAt, requestId, data } = unmarshall(item);
  return { id, eventType, version, occurredAt, requestId, data } as MoveHeld;
}
