import type { AttributeValue as StoredValue, _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";

export interface StreamSource {
  readonly arn: string;
  readonly region: string;
}

/** A stream record as a Lambda gets it: instants in epoch seconds, binary in base64, and the stream's name on each record. */
export function lambdaStreamRecord(record: StreamRecord, source: StreamSource): DynamoDBRecord {
  const change = record.dynamodb ?? {};
  const at = change.ApproximateCreationDateTime;
  return {
    eventID: record.eventID ?? "",
    eventName: record.eventName ?? "MODIFY",
    eventVersion: record.eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: source.region,
    dynamodb: {
      ...(at === undefined ? {} : { ApproximateCreationDateTime: Math.floor(at.getTime() / 1000) }),
      ...(change.Keys === undefined ? {} : { Keys: lambdaImage(change.Keys) }),
      ...(change.NewImage === undefined ? {} : { NewImage: lambdaImage(change.NewImage) }),
      ...(change.OldImage === undefined ? {} : { OldImage: lambdaImage(change.OldImage) }),
      SequenceNumber: change.SequenceNumber ?? "",
      SizeBytes: change.SizeBytes ?? 0,
      StreamViewType: change.StreamViewType ?? "NEW_AND_OLD_IMAGES",
    },
    ...(record.userIdentity === undefined
      ? {}
      : { userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId } }),
    eventSourceARN: source.arn,
  };
}

function lambdaImage(image: Readonly<Record<string, StoredValue>>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, lambdaValue(value)]));
}

function lambdaValue(value: StoredValue): AttributeValue {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.M !== undefined) return { M: lambdaImage(value.M) };
  if (value.L !== undefined) return { L: value.L.map(lambdaValue) };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  return { NULL: true };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
