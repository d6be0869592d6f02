import { afterEach, beforeEach, vi } from "vitest";
import { moveClock } from "../../core/clients/clock.ts";
import { type Instant, toMilliseconds } from "../../core/time.ts";

/** Begins every test of the file at the instant, and lets real time run again after it. */
export function useClock(start: Instant): void {
  beforeEach(() => setClock(start));
  afterEach(() => {
    vi.useRealTimers();
    moveClock(0);
  });
}

/** The product's clock shows the instant until it is set again: it stands still, so that a boundary can be met to the millisecond. */
export function setClock(now: Instant): void {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ["Date"] });
  moveClock(toMilliseconds(now) - Date.now());
}
