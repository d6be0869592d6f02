import * as z from "zod";
import type { Instant } from "../../core/time.ts";
import { bodyOf, type Control, changed, nothingHere, queryOf, view } from "../controls/control.ts";
import { type Html, html } from "../controls/html.ts";
import { button, table } from "../controls/page.ts";
import { createFaults } from "../faults.ts";
import type { Store } from "../store.ts";
import { type Mail, mailsIn } from "./mails.ts";
import { SES_FAULTS, type SesFault, sesControl } from "./ses.ts";

const MOST_MAILS = 200;

/** The stand-in of SES and the mailbox in which its mails can be read. */
export function mailboxControls(store: Store, readClock: () => Instant): Control[] {
  const mails = mailsIn(store);
  const faults = createFaults<SesFault>("TooManyRequestsException");
  return [
    sesControl(mails, faults, readClock),
    {
      method: "GET",
      path: "/local/mailbox",
      answer: (request) => {
        const recipient = queryOf(request).get("to") || undefined;
        const items = mails.list(recipient, MOST_MAILS);
        return view(request, "Mailbox", { items }, () => listPage(items, recipient));
      },
    },
    {
      method: "GET",
      path: "/local/mailbox/{messageId}",
      answer: (request, { messageId = "" }) => {
        const mail = mails.find(messageId);
        return mail ? view(request, mail.subject, mail, () => mailPage(mail)) : nothingHere(request);
      },
    },
    {
      method: "POST",
      path: "/local/mailbox/clear",
      answer: (request) => {
        mails.clear();
        return changed(request, { items: [] });
      },
    },
    {
      method: "POST",
      path: "/local/mailbox/fail",
      answer: (request) => {
        const { count, error } = bodyOf(request, failSchema);
        return changed(request, faults.order(count, error));
      },
    },
  ];
}

const failSchema = z.object({
  count: z.coerce.number().int().min(0).max(1_000_000),
  error: z.enum(SES_FAULTS).default("TooManyRequestsException"),
});

function listPage(items: readonly Mail[], recipient: string | undefined): Html {
  const rows = items.map((mail) => ({
    cells: [mail.sentAt, mail.to.join(", "), html`<a href="/local/mailbox/${mail.messageId}">${mail.subject || "(no subject)"}</a>`],
  }));
  return html`
<form method="get" action="/local/mailbox"><input name="to" type="email" placeholder="only to this address" value="${recipient}"><button>Filter</button></form>
${button("/local/mailbox/clear", "Empty the mailbox")} ${button("/local/mailbox/fail", "Refuse the next mail", { count: "1" })}
${table(["Sent", "To", "Subject"], rows, "No mail yet.")}`;
}

function mailPage(mail: Mail): Html {
  const lines = [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
    ["Sent", mail.sentAt],
  ];
  return html`
${table(
  ["", ""],
  lines.map((cells) => ({ cells })),
  "",
)}
<h2>Text</h2><pre>${mail.text ?? "none"}</pre>
${mail.html === null ? html`` : html`<h2>HTML</h2><iframe sandbox srcdoc="${mail.html}"></iframe>`}`;
}
