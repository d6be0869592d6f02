export type Stop = () => Promise<void>;

/** What a runtime has started, ended in the opposite order. */
export interface Stops {
  add(stop: Stop): void;
  stopAll: Stop;
}

export function createStops(): Stops {
  const stops: Stop[] = [];
  return {
    add: (stop) => void stops.push(stop),
    stopAll: async () => {
      for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
    },
  };
}
