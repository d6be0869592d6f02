import { type Instant, instantOf } from "../time.ts";

let offsetMs = 0;

/** The present instant. Read once per request at the edge and handed down as `ctx.now`; nothing below the edge asks again. */
export function readClock(): Instant {
  return instantOf(Date.now() + offsetMs);
}

/** Lets the local runtime and tests live at another time; `0` is the real one. */
export function moveClock(milliseconds: number): void {
  offsetMs = milliseconds;
}
