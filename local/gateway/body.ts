import type { IncomingMessage } from "node:http";
import { DomainError, PAYLOAD_TOO_LARGE } from "../../core/errors.ts";

/** What API Gateway takes at most. */
const LARGEST_BODY = 10 * 1024 * 1024;

/** The caller hung up before the request was complete; nobody waits for an answer. */
export class CallerGone extends Error {
  override readonly name = "CallerGone";
}

/** The whole body, or `undefined` when there is none. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const { "content-length": length, "transfer-encoding": chunked } = request.headers;
  if (length === undefined && chunked === undefined) return undefined;
  if (Number(length ?? 0) > LARGEST_BODY) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving a `for await` early would destroy the connection, and with it the answer.
  await new Promise<void>((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.once("end", resolve);
    request.once("close", () => reject(new CallerGone()));
  });
  return chunks.length > 1 ? Buffer.concat(chunks, size) : chunks[0];
}

function tooLarge(): DomainError {
  return new DomainError(PAYLOAD_TOO_LARGE, "The body is larger than 10 MB. Send less at once.");
}
