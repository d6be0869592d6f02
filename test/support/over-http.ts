import { type BodyOf, type Call, type EndpointModule, eventFor, Reply } from "./invoke.ts";

/** Calls an operation of a runtime that listens, as any client would; typed by its contract. */
export async function callOverHttp<Module extends EndpointModule>(
  url: string,
  module: Module,
  call: Call = {},
): Promise<Reply<BodyOf<Module>>> {
  const { rawPath, rawQueryString, requestContext } = eventFor(module.contract, call);
  const answer = await fetch(`${url}${rawPath}${rawQueryString ? `?${rawQueryString}` : ""}`, {
    method: requestContext.http.method,
    headers: {
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  return new Reply({ statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() });
}
