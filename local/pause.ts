/** A wait that others may cut short; a wake while nobody waits is kept for the next wait. */
export interface Pause {
  wait(ms: number): Promise<void>;
  wake(): void;
}

export function createPause(): Pause {
  let awake = false;
  let end: (() => void) | undefined;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end?.(), awake ? 0 : ms);
        end = () => {
          clearTimeout(timer);
          end = undefined;
          awake = false;
          resolve();
        };
      }),
    wake: () => {
      awake = true;
      end?.();
    },
  };
}
