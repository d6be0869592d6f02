import * as z from "zod";
import { instantOf } from "../../core/time.ts";
import type { ClockView, MovableClock } from "../clock.ts";
import { bodyOf, type Control, changed, view } from "./control.ts";
import { type Html, html } from "./html.ts";
import { button } from "./page.ts";

/** The page of the clock, and how it is moved; `moved` is told, because schedules may have become due. */
export function clockControls(clock: MovableClock, moved: () => void): Control[] {
  return [
    {
      method: "GET",
      path: "/local/clock",
      answer: (request) => view(request, "Clock", clock.view(), () => clockPage(clock.view())),
    },
    {
      method: "POST",
      path: "/local/clock",
      answer: (request) => {
        const { now, advanceMinutes } = bodyOf(request, moveSchema);
        const facts = clock.move({
          ...(now === undefined ? {} : { now: instantOf(Date.parse(now)) }),
          ...(advanceMinutes === undefined ? {} : { advanceMinutes }),
        });
        moved();
        return changed(request, facts);
      },
    },
  ];
}

/** Ten years either way reach every rule and stay on the calendar. */
const MOST_MINUTES = 10 * 366 * 24 * 60;

const moveSchema = z.strictObject({
  now: z.iso.datetime({ offset: true }).optional(),
  advanceMinutes: z.coerce.number().min(-MOST_MINUTES).max(MOST_MINUTES).optional(),
});

function clockPage({ now, offsetMs }: ClockView): Html {
  return html`
<p>The product's time is <strong>${now}</strong>, ${offsetMs === 0 ? "the machine's own." : `${Math.round(offsetMs / 60_000)} minutes from the machine's.`}</p>
${button("/local/clock", "+1 hour", { advanceMinutes: "60" })}
${button("/local/clock", "+1 day", { advanceMinutes: "1440" })}
${button("/local/clock", "+1 week", { advanceMinutes: "10080" })}
${button("/local/clock", "Back to real time")}
<form method="post" action="/local/clock"><input name="now" placeholder="2026-12-24T18:00:00Z" required><button>Set</button></form>`;
}
