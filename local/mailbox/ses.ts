import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Instant } from "../../core/time.ts";
import { bodyOf, type Control, jsonAnswer } from "../controls/control.ts";
import type { Faults } from "../faults.ts";
import type { Mail, Mails } from "./mails.ts";

/** How SES can refuse: it limits the rate, it rejects the content, or it fails. */
export const SES_FAULTS = ["TooManyRequestsException", "MessageRejected", "InternalServiceErrorException"] as const;
export type SesFault = (typeof SES_FAULTS)[number];

/** Where clients find the stand-in, as AWS_ENDPOINT_URL_SESV2 below the runtime's address. */
export const SES_PATH = "/local/ses";

/** SES v2's SendEmail, which keeps the mail instead of sending it. */
export function sesControl(mails: Mails, faults: Faults<SesFault>, readClock: () => Instant): Control {
  return {
    method: "POST",
    path: `${SES_PATH}/v2/email/outbound-emails`,
    answer: (request) => {
      const fault = faults.take();
      if (fault) return jsonAnswer(STATUS[fault], { message: `${fault}, as ordered.` }, { "x-amzn-errortype": fault });
      const mail = mailOf(bodyOf(request, sendEmailSchema), readClock());
      mails.add(mail);
      return jsonAnswer(200, { MessageId: mail.messageId });
    },
  };
}

const STATUS: Readonly<Record<SesFault, number>> = {
  TooManyRequestsException: 429,
  MessageRejected: 400,
  InternalServiceErrorException: 500,
};

function mailOf(sent: z.output<typeof sendEmailSchema>, sentAt: Instant): Mail {
  const { Destination: to, Content } = sent;
  const simple = Content.Simple;
  return {
    messageId: randomUUID(),
    sentAt,
    from: sent.FromEmailAddress,
    to: to.ToAddresses,
    cc: to.CcAddresses,
    bcc: to.BccAddresses,
    replyTo: sent.ReplyToAddresses,
    subject: simple?.Subject.Data ?? "",
    text: simple?.Body.Text?.Data ?? (Content.Raw ? Buffer.from(Content.Raw.Data, "base64").toString() : null),
    html: simple?.Body.Html?.Data ?? null,
    headers: Object.fromEntries((simple?.Headers ?? []).map(({ Name, Value }) => [Name, Value])),
    tags: Object.fromEntries(sent.EmailTags.map(({ Name, Value }) => [Name, Value])),
  };
}

const pairsSchema = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);
const contentSchema = z.object({ Data: z.string() });
const addressesSchema = z.array(z.string()).default([]);
const sendEmailSchema = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: addressesSchema, CcAddresses: addressesSchema, BccAddresses: addressesSchema }),
  ReplyToAddresses: addressesSchema,
  EmailTags: pairsSchema,
  Content: z.object({
    Simple: z
      .object({
        Subject: contentSchema,
        Body: z.object({ Text: contentSchema.optional(), Html: contentSchema.optional() }),
        Headers: pairsSchema,
      })
      .optional(),
    Raw: contentSchema.optional(),
  }),
});
