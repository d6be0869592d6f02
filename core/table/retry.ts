import { DomainError, SERVICE_UNAVAILABLE } from "../errors.ts";
import { StaleWrite } from "./commit.ts";

const PAUSES_MS = [20, 40, 80, 160] as const;
export const MOST_ATTEMPTS = PAUSES_MS.length + 1;

/**
 * Runs an operation that reads, decides and commits; when its commit loses a race it reads and decides anew, five times at most with
 * growing pauses (AV-61). An operation may name a refusal of its own for the last loss; a job hands the loss on and is run again.
 */
export async function untilCommitted<T>(attempt: () => Promise<T>, exhausted: (lost: StaleWrite) => Error = contended): Promise<T> {
  for (let lost = 0; ; lost++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
      const pauseMs = PAUSES_MS[lost];
      if (pauseMs === undefined) throw exhausted(error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
    }
  }
}

function contended(): DomainError {
  const headers = { "retry-after": "1" };
  return new DomainError(SERVICE_UNAVAILABLE, "Too many changes meet here at once. Try again in a second.", {}, { headers });
}
