import type { ClockView } from "../clock.ts";
import type { RuntimeDocument } from "../document.ts";
import { type Control, view } from "./control.ts";
import { html } from "./html.ts";

export interface Surroundings {
  readonly api: string;
  readonly clock: ClockView;
  readonly engine: string;
}

/** The first page: where everything is. */
export function overviewControl(document: RuntimeDocument, surroundings: () => Surroundings): Control {
  const operations = document.routes.length;
  const consumers = document.consumers.length;
  const schedules = document.schedules.length;
  return {
    method: "GET",
    path: "/local",
    answer: (request) => {
      const now = { ...surroundings(), operations, consumers, schedules };
      return view(request, "What runs here", now, () => {
        const lines = [
          html`<li><a href="/docs">API documentation</a>: ${now.operations} operations at ${now.api}</li>`,
          html`<li><a href="/local/mailbox">Mailbox</a>: every mail the product has sent</li>`,
          html`<li><a href="/local/queues">Queues</a>: ${now.consumers} consumers and their dead letters</li>`,
          html`<li><a href="/local/schedules">Schedules</a>: ${now.schedules}, each can be run now</li>`,
          html`<li><a href="/local/payments">Payments</a>: a stand-in confirms bookings until payments exist</li>`,
          html`<li><a href="/local/clock">Clock</a>: ${now.clock.now}</li>`,
          html`<li><a href="/local/table">Table</a>: one partition at a time, from ${now.engine}</li>`,
        ];
        return html`<ul>${lines}</ul>`;
      });
    },
  };
}
