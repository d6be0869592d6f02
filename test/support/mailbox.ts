import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { readClock } from "../../core/clients/clock.ts";
import { answerControls } from "../../local/controls/controls.ts";
import { mailboxControls } from "../../local/mailbox/mailbox-controls.ts";
import { type Mail, mailsIn } from "../../local/mailbox/mails.ts";
import { SES_PATH } from "../../local/mailbox/ses.ts";
import { openStore } from "../../local/store.ts";

export interface TestMailbox {
  /** What the recipient has got, newest first. */
  mailsTo(recipient: string): readonly Mail[];
  /** The provider refuses the next mails. */
  failNext(count: number): Promise<void>;
}

/** Gives the test file the stand-in of the mail provider, spoken to over the wire. Call it once, at the top of the file. */
export function useMailbox(): TestMailbox {
  const store = openStore(":memory:");
  const mails = mailsIn(store);
  const answer = answerControls(mailboxControls(store, readClock));
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "GET", headers, url = "/" } = request;
    const [path = "/", rawQuery = ""] = url.split("?");
    const reply = await answer({ method, path, rawQuery, headers, body: Buffer.concat(chunks) });
    response.writeHead(reply?.status ?? 404, { ...reply?.headers }).end(reply?.body);
  });
  const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    process.env.AWS_ENDPOINT_URL_SESV2 = `${urlOf()}${SES_PATH}`;
    process.env.EMAIL_DOMAIN = "instainstru.test";
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    store.close();
  });

  return {
    mailsTo: (recipient) => mails.list(recipient, 50),
    failNext: async (count) => {
      await fetch(`${urlOf()}/local/mailbox/fail`, { method: "POST", body: JSON.stringify({ count, error: "MessageRejected" }) });
    },
  };
}
