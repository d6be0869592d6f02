import type { AttributeValue as StoredValue, _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import type { Message } from "@aws-sdk/client-sqs";
import type { AttributeValue, DynamoDBRecord, SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { gatewayEvent } from "../../local/gateway/event.ts";
import { queueEvent } from "../../local/queues/queue-event.ts";
import { lambdaStreamRecord } from "../../local/streams/stream-record.ts";
import httpGet from "./http-get.json" with { type: "json" };
import httpPost from "./http-post.json" with { type: "json" };
import queue from "./queue.json" with { type: "json" };
import stream from "./stream.json" with { type: "json" };

/** What an event must have in common with AWS's: the same members, in every depth, of the same types. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

describe("API Gateway's events, payload format 2.0", () => {
  const host = ["Host", "r3pmxmplak.execute-api.us-east-2.amazonaws.com"];
  const common = ["Accept", "*/*", ...host, "User-Agent", "curl/8.9.1", "Connection", "keep-alive"];
  const request = { sourceIp: "205.255.255.176", port: 443, epochMs: 1583817383220 };

  it("are built with the same members for a GET with parameters, repeated headers and cookies", () => {
    const event = gatewayEvent({
      ...request,
      method: "GET",
      path: "/api/v1/notes/café au lait",
      rawQuery: "parameter1=value1&parameter1=value2&parameter2=value%203",
      rawHeaders: [...common, "Header1", "value1", "Header2", "value1", "header2", "value2", "Cookie", "cookie1=a; cookie2=b"],
      body: undefined,
      routeKey: httpGet.routeKey,
      pathParameters: { noteId: "café au lait" },
    });
    expect(shapeOf(event)).toEqual(shapeOf(httpGet));
    const { requestContext, headers, ...rest } = event;
    expect(rest).toEqual({ ...httpGet, requestContext: undefined, headers: undefined });
    expect(requestContext).toMatchObject({
      time: httpGet.requestContext.time,
      http: httpGet.requestContext.http,
      domainPrefix: "r3pmxmplak",
    });
    expect(requestContext.requestId).toMatch(/^[A-Za-z0-9+/]{15}=$/);
    expect(headers).toMatchObject({ header2: "value1,value2", "content-length": "0", "x-forwarded-for": "205.255.255.176" });
  });

  it("are built with the same members for a POST to $default", () => {
    const event = gatewayEvent({
      ...request,
      method: "POST",
      path: "/my/path",
      rawQuery: "",
      rawHeaders: [...common, "Content-Type", "application/json", "Content-Length", "15"],
      body: Buffer.from('{"hello":"you"}'),
      routeKey: "$default",
      pathParameters: undefined,
    });
    expect(shapeOf(event)).toEqual(shapeOf(httpPost));
    expect([event.body, event.isBase64Encoded]).toEqual([httpPost.body, false]);
  });
});

describe("SQS events", () => {
  it("are built from received messages as Lambda's poller does", () => {
    const messages = queue.Records.map(received);
    expect(queueEvent(messages, { arn: "arn:aws:sqs:us-east-2:123456789012:my-queue", region: "us-east-2" })).toEqual(queue);
  });

  /** The message that SQS's API gave to the poller. */
  function received(record: SQSRecord): Message {
    const attributes = Object.entries(record.messageAttributes).map(([name, { dataType, stringValue, binaryValue }]) => {
      const value = binaryValue === undefined ? { StringValue: stringValue } : { BinaryValue: Buffer.from(binaryValue, "base64") };
      return [name, { DataType: dataType, ...value }];
    });
    return {
      MessageId: record.messageId,
      ReceiptHandle: record.receiptHandle,
      Body: record.body,
      Attributes: { ...record.attributes } as Message["Attributes"],
      ...(attributes.length === 0 ? {} : { MessageAttributes: Object.fromEntries(attributes) }),
      MD5OfBody: record.md5OfBody,
      MD5OfMessageAttributes: record.md5OfMessageAttributes,
    };
  }
});

describe("stream records", () => {
  it.each(stream.Records.map((record) => [record.eventName, record]))(
    "are built from a stream's %s as Lambda's poller does",
    (_, record) => {
      const expected = record as DynamoDBRecord;
      expect(lambdaStreamRecord(read(expected), { arn: String(expected.eventSourceARN), region: "us-east-1" })).toEqual(expected);
    },
  );

  /** The record that the stream's API gave to the poller. */
  function read({ dynamodb, userIdentity, eventID, eventName, eventVersion }: DynamoDBRecord & { userIdentity?: unknown }): StreamRecord {
    const { ApproximateCreationDateTime: at, Keys, NewImage, OldImage, ...rest } = dynamodb ?? {};
    const identity = userIdentity === undefined ? {} : { userIdentity: { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" } };
    return {
      eventID,
      eventName,
      eventVersion,
      ...identity,
      dynamodb: {
        ...rest,
        ApproximateCreationDateTime: new Date(Number(at) * 1000),
        ...(Keys && { Keys: image(Keys) }),
        ...(NewImage && { NewImage: image(NewImage) }),
        ...(OldImage && { OldImage: image(OldImage) }),
      },
    };
  }

  function image(members: Record<string, AttributeValue>): Record<string, StoredValue> {
    return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, stored(value)]));
  }

  function stored(value: AttributeValue): StoredValue {
    if (value.B !== undefined) return { B: Buffer.from(value.B, "base64") };
    if (value.BS !== undefined) return { BS: value.BS.map((one) => Buffer.from(one, "base64")) };
    if (value.L !== undefined) return { L: value.L.map(stored) };
    if (value.M !== undefined) return { M: image(value.M) };
    return value as StoredValue;
  }
});
