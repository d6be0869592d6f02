/** One call to a service outside the process, as the clients of this folder report it. */
export interface ServiceCall {
  readonly service: "dynamodb" | "sqs" | "ses" | "maps" | "secrets";
  /** The API's own name of the action, `TransactWriteItems`; of a secret its name. */
  readonly action: string;
  readonly input: unknown;
}

export interface CallObserver {
  /** May throw: the call is then not made. The local runtime refuses here what the contract does not grant. */
  before?(call: ServiceCall): void;
  after?(call: ServiceCall, output: unknown, durationMs: number): void;
}

const observers = new Set<CallObserver>();

export function observeCalls(observer: CallObserver): () => void {
  observers.add(observer);
  return () => observers.delete(observer);
}

/** Makes the call between its observers; every client goes through here. */
export async function observed<T>(call: ServiceCall, send: () => Promise<T>): Promise<T> {
  for (const observer of observers) observer.before?.(call);
  const startedAt = performance.now();
  let output: T | undefined;
  try {
    output = await send();
    return output;
  } finally {
    for (const observer of observers) observer.after?.(call, output, performance.now() - startedAt);
  }
}

/** Tells the observers of something that is looked at without a call, such as a secret in the environment. */
export function announced(call: ServiceCall): void {
  for (const observer of observers) observer.before?.(call);
}
