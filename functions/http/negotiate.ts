import { DomainError, NOT_ACCEPTABLE, PRECONDITION_REQUIRED, validationFailed } from "../../core/errors.ts";
import type { Endpoint } from "./endpoint.ts";
import { type HttpEvent, header, type Middleware } from "./exchange.ts";

/** What the headers alone decide: the form of the answer and the precondition (API-14, API-33). */
export function negotiate(contract: Endpoint): Middleware {
  const offered = offeredTypes(contract);
  const canOverride = Object.hasOwn(contract.query.shape, "override");
  return {
    before({ event }) {
      if (!accepts(header(event, "accept"), offered)) {
        throw new DomainError(NOT_ACCEPTABLE, `This operation answers ${offered[0]}.`);
      }
      if (contract.ifMatch !== undefined) checkIfMatch(header(event, "if-match") ?? "");
      const overrides = canOverride && event.queryStringParameters?.override === "true";
      if (contract.ifMatch === "required" && !overrides && ifMatch(event).length === 0) {
        throw new DomainError(PRECONDITION_REQUIRED, "Load the resource and send its ETag as If-Match.");
      }
    },
  };
}

/**
 * The versions that a write insists on, from the ETags of `If-Match`; `*` counts as absent. A weak or malformed tag is there but never
 * matches (API-33): it stands in the list as the version that nothing has.
 */
export function ifMatch(event: HttpEvent): readonly string[] {
  const tags = (header(event, "if-match") ?? "").split(",").map((tag) => tag.trim());
  return tags.filter((tag) => tag !== "" && tag !== "*").map((tag) => STRONG_TAG.exec(tag)?.[1] ?? NO_VERSION);
}

/** Whatever could be tags is compared; only what could not is malformed. */
function checkIfMatch(text: string): void {
  if (IF_MATCH.test(text)) return;
  const message = "Send ETags as they were answered, 1 024 characters at most.";
  throw validationFailed([{ field: "header.if-match", code: "BAD_FORMAT", message }]);
}

const IF_MATCH = /^[ -~]{0,1024}$/;
const STRONG_TAG = /^"([!#-~]+)"$/;
const NO_VERSION = "";

function offeredTypes({ response }: Endpoint): readonly string[] {
  if (response !== null && "mediaType" in response) return [bareType(response.mediaType), "application/problem+json"];
  return ["application/json", "application/problem+json"];
}

/** The type without parameters such as its charset. */
export function bareType(mediaType: string): string {
  return mediaType.split(";")[0]?.trim() ?? mediaType;
}

function accepts(accept: string | undefined, offered: readonly string[]): boolean {
  if (accept === undefined || accept.trim() === "") return true;
  return accept.split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !refused && offered.some((media) => type === media || type === "*/*" || type === `${media.split("/")[0]}/*`);
  });
}
