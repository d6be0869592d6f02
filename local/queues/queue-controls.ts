import { type Control, changed, nothingHere, view } from "../controls/control.ts";
import { type Html, html } from "../controls/html.ts";
import { button, table } from "../controls/page.ts";
import type { InspectedQueue } from "./queue-server.ts";
import type { Queue, Queues } from "./queues.ts";
import { redrive } from "./redrive.ts";

/** Pages of the queues: how many wait, what lies dead, and a way to send it again. */
export function queueControls(queues: Queues): Control[] {
  const queueNamed = (name: string | undefined) => queues.all.find((queue) => queue.name === name);
  return [
    {
      method: "GET",
      path: "/local/queues",
      answer: async (request) => {
        const items = await Promise.all(queues.all.map((queue) => overview(queues, queue)));
        return view(request, "Queues", { items }, () => listPage(items));
      },
    },
    {
      method: "GET",
      path: "/local/queues/{name}",
      answer: async (request, { name }) => {
        const queue = queueNamed(name);
        if (!queue) return nothingHere(request);
        const facts = {
          ...(await overview(queues, queue)),
          messages: await messagesIn(queues, queue.name),
          dead: await messagesIn(queues, queue.deadLetters.name),
        };
        return view(request, queue.name, facts, () => queuePage(queue, facts.messages, facts.dead));
      },
    },
    {
      method: "POST",
      path: "/local/queues/{name}/redrive",
      answer: async (request, { name }) => {
        const queue = queueNamed(name);
        return queue ? changed(request, { moved: await redrive(queues, queue) }) : nothingHere(request);
      },
    },
  ];
}

interface Overview {
  readonly name: string;
  readonly waiting: number;
  readonly inFlight: number;
  readonly dead: number;
}

async function overview(queues: Queues, queue: Queue): Promise<Overview> {
  const messages = await messagesIn(queues, queue.name);
  const inFlight = messages.filter((message) => message.state === "in flight").length;
  const dead = await messagesIn(queues, queue.deadLetters.name);
  return { name: queue.name, waiting: messages.length - inFlight, inFlight, dead: dead.length };
}

interface StoredMessage {
  readonly messageId: string;
  readonly state: "waiting" | "delayed" | "in flight";
  readonly received: number;
  readonly body: string;
}

async function messagesIn(queues: Queues, name: string): Promise<StoredMessage[]> {
  const found = (await queues.inspect(name))?.messages;
  if (!found) return [];
  const inFlight = found.inflight.map((entry) => entry.message);
  return [
    ...found.ready.map((message) => stored(message, "waiting")),
    ...found.delayed.map((message) => stored(message, "delayed")),
    ...inFlight.map((message) => stored(message, "in flight")),
  ];
}

type Inspected = InspectedQueue["messages"]["ready"][number];

function stored(message: Inspected, state: StoredMessage["state"]): StoredMessage {
  return { messageId: message.messageId, state, received: message.approximateReceiveCount, body: message.body };
}

function listPage(items: readonly Overview[]): Html {
  const rows = items.map((item) => ({
    cells: [
      html`<a href="/local/queues/${item.name}">${item.name}</a>`,
      item.waiting,
      item.inFlight,
      item.dead,
      item.dead > 0 ? button(`/local/queues/${item.name}/redrive`, "Redrive") : html``,
    ],
  }));
  return table(["Queue", "Waiting", "In flight", "Dead", ""], rows, "The document declares no consumers.");
}

function queuePage(queue: Queue, messages: readonly StoredMessage[], dead: readonly StoredMessage[]): Html {
  return html`
<h2>Messages</h2>${messageTable(messages)}
<h2>Dead letters</h2>${messageTable(dead)}
${dead.length > 0 ? button(`/local/queues/${queue.name}/redrive`, "Send them again") : html``}`;
}

function messageTable(messages: readonly StoredMessage[]): Html {
  const rows = messages.map((message) => ({
    cells: [message.messageId, message.state, message.received, html`<pre>${message.body}</pre>`],
  }));
  return table(["Message", "State", "Received", "Body"], rows, "None.");
}
