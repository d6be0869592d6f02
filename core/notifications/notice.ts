import type { Email } from "../clients/email.ts";
import { escapeHtml } from "./html.ts";

/** What a notice says, before it is put into a channel's form. Plain text throughout. */
export interface Notice {
  readonly subject: string;
  readonly greeting: string;
  readonly lines: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
}

/** Who writes (NTF-70). */
export const SENDERS = {
  bookings: { name: "InstaInstru", mailbox: "bookings" },
} as const satisfies Record<string, Email["from"]>;

/** The notice as a mail with a text and an HTML form of the same words. */
export function toEmail(notice: Notice, from: Email["from"], to: string): Email {
  const { subject, greeting, lines, link } = notice;
  const text = [greeting, ...lines, ...(link ? [`${link.label}: ${link.url}`] : []), "InstaInstru"].join("\n\n");
  const paragraphs = [greeting, ...lines].map((line) => `<p>${escapeHtml(line)}</p>`);
  const button = link ? [`<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`] : [];
  const html = `<!doctype html><html lang="en"><body>${[...paragraphs, ...button].join("")}<p>InstaInstru</p></body></html>`;
  return { from, to, subject, text, html };
}
