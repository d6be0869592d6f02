import * as z from "zod";
import { DomainError, MALFORMED_REQUEST } from "../../core/errors.ts";
import type { Answer } from "../gateway/answer.ts";
import type { ControlRequest } from "../gateway/respond.ts";
import type { Html } from "./html.ts";
import { page } from "./page.ts";

/** A page, a control or a stand-in of the local runtime, at an address that no operation of the product has. */
export interface Control {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: `/${string}`;
  answer(request: ControlRequest, params: Readonly<Record<string, string>>): Answer | Promise<Answer>;
}

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body: JSON.stringify(value) };
}

/** The same facts for people and for programs: a browser gets the page, anything else the JSON. */
export function view(request: ControlRequest, title: string, facts: unknown, draw: () => Html): Answer {
  return isBrowser(request) ? page(title, draw()) : jsonAnswer(200, facts);
}

/** After a change: a browser goes back to the page it came from, anything else gets the new state. */
export function changed(request: ControlRequest, facts: unknown): Answer {
  if (!isBrowser(request)) return jsonAnswer(200, facts);
  return { status: 303, headers: { location: request.headers.referer ?? "/local" }, body: "" };
}

export function nothingHere(request: ControlRequest): Answer {
  return jsonAnswer(404, { message: `There is nothing at ${request.path}.` });
}

/** The body of a control, sent as JSON or by a form of our own pages. */
export function bodyOf<T extends z.ZodType>(request: ControlRequest, schema: T): z.output<T> {
  const parsed = schema.safeParse(rawBody(request));
  if (!parsed.success) throw new DomainError(MALFORMED_REQUEST, z.prettifyError(parsed.error));
  return parsed.data;
}

export function queryOf(request: ControlRequest): URLSearchParams {
  return new URLSearchParams(request.rawQuery);
}

function rawBody(request: ControlRequest): unknown {
  const text = request.body?.toString() ?? "";
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ""));
  }
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new DomainError(MALFORMED_REQUEST, "The body is not JSON.");
  }
}

function isBrowser(request: ControlRequest): boolean {
  return request.headers.accept?.includes("text/html") ?? false;
}
