import { type Store, textOf } from "../store.ts";

/** A mail as it was handed to SES. */
export interface Mail {
  readonly messageId: string;
  readonly sentAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Mails {
  add(mail: Mail): void;
  /** Newest first, those to one address or all. */
  list(recipient: string | undefined, limit: number): Mail[];
  find(messageId: string): Mail | undefined;
  clear(): void;
}

export function mailsIn(store: Store): Mails {
  const insert = store.prepare("INSERT INTO mails (message_id, recipient, mail) VALUES (?, ?, ?)");
  const toOne = store.prepare("SELECT mail FROM mails WHERE recipient = ? ORDER BY rowid DESC LIMIT ?");
  const toAll = store.prepare("SELECT mail FROM mails GROUP BY message_id ORDER BY MAX(rowid) DESC LIMIT ?");
  const one = store.prepare("SELECT mail FROM mails WHERE message_id = ? LIMIT 1");
  return {
    add: (mail) => {
      for (const recipient of new Set([...mail.to, ...mail.cc, ...mail.bcc].map(bareAddress))) {
        insert.run(mail.messageId, recipient, JSON.stringify(mail));
      }
    },
    list: (recipient, limit) => (recipient === undefined ? toAll.all(limit) : toOne.all(bareAddress(recipient), limit)).map(mailOf),
    find: (messageId) => {
      const row = one.get(messageId);
      return row && mailOf(row);
    },
    clear: () => store.exec("DELETE FROM mails"),
  };
}

/** Guaranteed by `add`, the only writer of the column. */
function mailOf(row: Record<string, unknown>): Mail {
  return JSON.parse(textOf(row, "mail")) as Mail;
}

/** `Sarah C. <sarah@example.com>` and `SARAH@example.com` are one mailbox. */
function bareAddress(address: string): string {
  return (/<([^>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}
