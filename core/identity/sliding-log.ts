export interface SlidingLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface SlidingVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Only when denied. */
  readonly retryAfterSeconds?: number;
  /** What to store. A denied call is not recorded, so a caller who keeps knocking is let in as soon as the window allows. */
  readonly stampsMs: readonly number[];
}

/** Counts one call against an exact log of the calls before it (RL-6). */
export function judgeSlidingLog(guard: SlidingLimit, stampsMs: readonly number[], nowMs: number): SlidingVerdict {
  const inWindow = stampsMs.filter((stamp) => stamp > nowMs - guard.windowMs);
  if (inWindow.length >= guard.limit) {
    const oldest = Math.min(...inWindow);
    const retryAfterSeconds = Math.max(1, Math.ceil((oldest + guard.windowMs - nowMs) / 1000));
    return { allowed: false, limit: guard.limit, remaining: 0, retryAfterSeconds, stampsMs: inWindow };
  }
  const recorded = [...inWindow, nowMs];
  return { allowed: true, limit: guard.limit, remaining: guard.limit - recorded.length, stampsMs: recorded };
}

/** The log without one of the stamps: for guards that record first and count only calls that went wrong (RL-6). */
export function withoutStamp(stampsMs: readonly number[], stampMs: number): readonly number[] {
  const position = stampsMs.lastIndexOf(stampMs);
  return position < 0 ? stampsMs : stampsMs.toSpliced(position, 1);
}
