import { observeCalls } from "../../core/clients/observe.ts";

/** The calls to services that were made while `run` ran, those that overlap in one group: a group is a round trip that had to be waited for. */
export async function roundTripsOf<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly roundTrips: readonly string[][] }> {
  const roundTrips: string[][] = [];
  let underWay = 0;
  const stop = observeCalls({
    before({ service, action }) {
      if (service !== "dynamodb") return;
      if (underWay === 0) roundTrips.push([]);
      underWay += 1;
      roundTrips.at(-1)?.push(action);
    },
    after({ service }) {
      if (service === "dynamodb") underWay -= 1;
    },
  });
  try {
    return { result: await run(), roundTrips: roundTrips.map((actions) => actions.toSorted()) };
  } finally {
    stop();
  }
}
