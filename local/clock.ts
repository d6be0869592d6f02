import { moveClock, readClock } from "../core/clients/clock.ts";
import { type Instant, MINUTE_MS, toMilliseconds } from "../core/time.ts";

export interface ClockView {
  readonly now: Instant;
  /** How far the product's time is from the machine's. */
  readonly offsetMs: number;
}

export interface MovableClock {
  view(): ClockView;
  /** `now` sets the time, `advanceMinutes` moves on from where it stands, neither returns to the machine's; time goes on in each. */
  move(to: { readonly now?: Instant; readonly advanceMinutes?: number }): ClockView;
}

/** The product's clock as this process's functions read it. */
export function movableClock(): MovableClock {
  let offsetMs = 0;
  const view = () => ({ now: readClock(), offsetMs });
  return {
    view,
    move: ({ now, advanceMinutes }) => {
      if (now !== undefined) offsetMs = toMilliseconds(now) - Date.now();
      else if (advanceMinutes !== undefined) offsetMs += Math.round(advanceMinutes * MINUTE_MS);
      else offsetMs = 0;
      if (!isOnCalendar(Date.now() + offsetMs)) throw new RangeError("The clock goes from 1970 to 9999.");
      moveClock(offsetMs);
      return view();
    },
  };
}

/** The end of 9999, the last year that an `Instant` can write. */
const LAST_MS = 253_402_300_799_999;

function isOnCalendar(epochMs: number): boolean {
  return epochMs >= 0 && epochMs <= LAST_MS;
}
