import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import type { DynamoDBStreamsClient, _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";

/** What the event source mapping of `stacks/relay.ts` lets through: an event is an item written once, and its later changes are no news. */
export function isOutboxItem({ eventName, dynamodb }: StreamRecord): boolean {
  return eventName === "INSERT" && dynamodb?.NewImage?.type?.S === "event";
}

/**
 * Lets the client read of all other records only that they are there. A booking writes two dozen items, of which one is an event, and the
 * SDK would take as long for the images of the rest as the gateway takes to answer a request.
 */
export function readOutboxItemsOnly(client: DynamoDBStreamsClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (isAnswer(result.response)) await withoutOtherImages(result.response);
      return result;
    },
    // Of its step the last, so that the SDK reads what it leaves.
    { step: "deserialize", priority: "low", name: "readOutboxItemsOnly" },
  );
}

interface WireAnswer {
  readonly statusCode: number;
  body: Readable;
}

/** An answer of the stream with records, as it is before the SDK has read it. */
interface WireBody {
  readonly Records?: WireRecord[];
}

interface WireRecord extends Pick<StreamRecord, "eventName"> {
  readonly dynamodb?: StreamRecord["dynamodb"];
}

function isAnswer(response: unknown): response is WireAnswer {
  return typeof response === "object" && response !== null && "body" in response && response.body instanceof Readable;
}

async function withoutOtherImages(answer: WireAnswer): Promise<void> {
  const body: WireBody = (await json(answer.body)) as WireBody;
  const records = body.Records?.map((record) => (isOutboxItem(record) ? record : withoutImages(record)));
  answer.body = Readable.from([Buffer.from(JSON.stringify(records ? { ...body, Records: records } : body))]);
}

function withoutImages({ dynamodb, ...record }: WireRecord): WireRecord {
  const { NewImage: _new, OldImage: _old, ...position } = dynamodb ?? {};
  return { ...record, dynamodb: position };
}
