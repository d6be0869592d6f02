import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { environment, optionalEnvironment } from "../config.ts";
import { observed } from "./observe.ts";

export interface Email {
  /** The mailbox part of the sender; the domain is the stage's (NTF-70). */
  readonly from: { readonly name: string; readonly mailbox: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

let client: SESv2Client | undefined;

/**
 * Hands a mail to the provider; answers the provider's id. SES knows no idempotency keys, so ours travels as a header: it tells twins apart
 * for people and for the mailbox of the local runtime.
 */
export async function sendEmail(email: Email, idempotencyKey: string): Promise<string> {
  const domain = environment("EMAIL_DOMAIN");
  const answer = await ses().send(
    new SendEmailCommand({
      FromEmailAddress: `${email.from.name} <${email.from.mailbox}@${domain}>`,
      ReplyToAddresses: [`support@${domain}`],
      Destination: { ToAddresses: [email.to] },
      Content: {
        Simple: {
          Subject: { Data: email.subject, Charset: "UTF-8" },
          Body: { Text: { Data: email.text, Charset: "UTF-8" }, Html: { Data: email.html, Charset: "UTF-8" } },
          Headers: [{ Name: "X-Idempotency-Key", Value: idempotencyKey }],
        },
      },
    }),
  );
  return answer.MessageId ?? "";
}

function ses(): SESv2Client {
  if (client) return client;
  const endpoint = optionalEnvironment("AWS_ENDPOINT_URL_SESV2");
  client = new SESv2Client({
    maxAttempts: 3,
    ...(endpoint === undefined ? {} : { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  });
  client.middlewareStack.add(
    (next, context) => (args) =>
      observed({ service: "ses", action: String(context.commandName).replace(/Command$/, ""), input: args.input }, () => next(args)),
    { step: "initialize", name: "observeCalls" },
  );
  return client;
}
