import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";

/** While `run` runs, matching calls fail before they are made, the first `times` of them. */
export function failing<T>(run: () => Promise<T>, fails: (call: ServiceCall) => boolean, error: () => Error, times = Infinity): Promise<T> {
  let left = times;
  return under(
    {
      before(call) {
        if (left > 0 && fails(call)) {
          left -= 1;
          throw error();
        }
      },
    },
    run,
  );
}

/** While `run` runs, the first matching call is made, but its answer is lost. */
export function losingAnswer<T>(run: () => Promise<T>, loses: (call: ServiceCall) => boolean, error: () => Error): Promise<T> {
  let isLost = false;
  return under(
    {
      after(call) {
        if (isLost || !loses(call)) return;
        isLost = true;
        throw error();
      },
    },
    run,
  );
}

/** While `run` runs, the first matching call is the last that is made: the process dies with it. */
export function dyingAfter<T>(run: () => Promise<T>, isLast: (call: ServiceCall) => boolean): Promise<T> {
  let isDead = false;
  return under(
    {
      before() {
        if (isDead) throw connectionLost();
      },
      after(call) {
        isDead ||= isLast(call);
      },
    },
    run,
  );
}

export function isTransaction(call: ServiceCall): boolean {
  return call.action === "TransactWriteItems";
}

/** What DynamoDB says when another transaction holds an item. */
export function conflict(): Error {
  const CancellationReasons = [{ Code: "TransactionConflict" }];
  return new TransactionCanceledException({ message: "conflict", CancellationReasons, $metadata: {} });
}

export function connectionLost(): Error {
  return new Error("the connection was lost");
}

async function under<T>(observer: Parameters<typeof observeCalls>[0], run: () => Promise<T>): Promise<T> {
  const stop = observeCalls(observer);
  try {
    return await run();
  } finally {
    stop();
  }
}
