import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** What goes back to the caller. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Buffer;
}

/**
 * Reads a function's result as API Gateway does: with a `statusCode` it is the whole answer, without one it is the body of a 200.
 * Throws on a result the gateway would refuse.
 */
export function answerFrom(result: unknown): Answer {
  if (!isStructured(result)) {
    const body = typeof result === "string" ? result : (JSON.stringify(result) ?? "");
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  const status = Number(result.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) throw new Error(`The function answered the status ${result.statusCode}.`);
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(result.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (result.cookies) headers["set-cookie"] = [...result.cookies];
  const body = result.body ?? "";
  if (body !== "") headers["content-type"] ??= "text/plain;charset=UTF-8";
  return { status, headers, body: result.isBase64Encoded ? Buffer.from(body, "base64") : body };
}

function isStructured(result: unknown): result is APIGatewayProxyStructuredResultV2 {
  return typeof result === "object" && result !== null && "statusCode" in result;
}
