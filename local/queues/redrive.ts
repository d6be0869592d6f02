import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Queue, Queues } from "./queues.ts";

const MOST_MESSAGES = 10_000;

/** Sends what lies in a dead-letter queue to its queue again, as the console's redrive does; answers how many messages. */
export async function redrive({ client }: Queues, queue: Queue): Promise<number> {
  const dead = queue.deadLetters.url;
  for (let moved = 0; moved < MOST_MESSAGES; moved += 1) {
    const { Messages: [message] = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: dead, MessageAttributeNames: ["All"] }));
    if (!message) return moved;
    // Sent before it is deleted: a crash between the two delivers twice, which consumers must bear anyway.
    await client.send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: message.Body, MessageAttributes: message.MessageAttributes }),
    );
    await client.send(new DeleteMessageCommand({ QueueUrl: dead, ReceiptHandle: message.ReceiptHandle }));
  }
  return MOST_MESSAGES;
}
