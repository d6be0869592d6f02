import type { RouteConfig } from "@asteasolutions/zod-to-openapi";
import type { Endpoint, MediaType } from "../../functions/http/endpoint.ts";
import { bareType } from "../../functions/http/negotiate.ts";
import { EVERY_ANSWER, problemHeaders, problemResponses, RATE_HEADERS } from "./refusals.ts";
import { ref } from "./shared-components.ts";

/** Every status an operation can answer with, each with its body, headers and codes (API-52, API-56). */
export function responses(contract: Endpoint): RouteConfig["responses"] {
  const { status, otherStatuses = [], response, example, links = [] } = contract;
  const content =
    response === null
      ? {}
      : "mediaType" in response
        ? { [bareType(response.mediaType)]: unshaped(response, example.response) }
        : { "application/json": { schema: response, example: example.response } };
  const headers = {
    ...EVERY_ANSWER,
    ...(contract.rate === "none" ? {} : RATE_HEADERS),
    ...(contract.cache === undefined ? {} : { ETag: ref("headers", "ETag") }),
    ...(contract.idempotencyKey === undefined ? {} : { "Idempotency-Replayed": ref("headers", "IdempotencyReplayed") }),
  };
  const success = {
    description: "Success",
    headers,
    ...(response === null ? {} : { content }),
    ...(links.length === 0
      ? {}
      : { links: Object.fromEntries(links.map(({ operationId, parameters }) => [operationId, { operationId, parameters }])) }),
  };
  const notModified = contract.cache === undefined ? {} : { 304: { description: "Not modified", headers } };
  return {
    [status]: status === 201 ? { ...success, headers: { ...headers, Location: ref("headers", "Location") } } : success,
    ...notModified,
    ...problemResponses(contract),
    ...Object.fromEntries(otherStatuses.map((other) => [other, { ...success, headers: { ...headers, ...problemHeaders(other, []) } }])),
  };
}

/** An answer whose shape is no matter of the contract: some object, or text. */
function unshaped({ mediaType }: MediaType, example: unknown) {
  const type = /json|yaml/.test(bareType(mediaType)) ? "object" : "string";
  return { schema: { type } as const, ...(example === undefined ? {} : { example }) };
}
