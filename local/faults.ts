/** Failures that a test has ordered from a stand-in: the next `count` calls fail in the chosen way. */
export interface Faults<Kind extends string> {
  order(count: number, kind: Kind): { readonly left: number; readonly kind: Kind };
  /** How the present call must fail, if it must. */
  take(): Kind | undefined;
}

export function createFaults<Kind extends string>(usual: Kind): Faults<Kind> {
  let left = 0;
  let how = usual;
  return {
    order: (count, kind) => {
      left = count;
      how = kind;
      return { left, kind };
    },
    take: () => {
      if (left === 0) return undefined;
      left -= 1;
      return how;
    },
  };
}
