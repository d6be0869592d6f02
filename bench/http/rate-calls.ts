import type { Levels, RecordedCall } from "../recording.ts";

/** Whether the call counts a request for the rate limiter. */
export function countsRate({ action, input }: RecordedCall): boolean {
  return action === "UpdateItem" && updateOf(input).Key.pk.S.startsWith("RATE#");
}

/** The same calls with the times in the limiter's counters as if they were made so much later. */
export function countedLater(levels: Levels, laterMs: number): Levels {
  return levels.map((level) => level.map((call) => (countsRate(call) ? movedOn(call, laterMs) : call)));
}

/** Milliseconds since 1970 are the only numbers of thirteen digits in such a call. */
function movedOn({ action, input }: RecordedCall, laterMs: number): RecordedCall {
  const values = Object.entries(updateOf(input).ExpressionAttributeValues ?? {}).map(
    ([name, value]) => [name, value.N?.length === 13 ? { N: String(Number(value.N) + laterMs) } : value] as const,
  );
  return { action, input: { ...updateOf(input), ExpressionAttributeValues: Object.fromEntries(values) } };
}

interface TableUpdate {
  readonly Key: { readonly pk: { readonly S: string } };
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly N?: string }>>;
}

/** Every update of the table names its item by `pk`, which is text. */
function updateOf(input: unknown): TableUpdate {
  return input as TableUpdate;
}
