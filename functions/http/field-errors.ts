import type * as z from "zod";
import type { FieldError } from "../../core/errors.ts";
import { exampleAt } from "./example-at.ts";

/** Where a value stood in the request, as `field` names it: a JSON pointer for the body, `query.limit` and `path.bookingId` for the others. */
export type Part = "body" | "query" | "path";

/** The shape errors of one part of the request in the order of the document (API-44). */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], part: Part, input: unknown, schema: z.ZodType): FieldError[] {
  return issues.flatMap((issue) => {
    const errors = fromIssue(issue, part, input);
    const example = issue.code === "invalid_format" ? exampleAt(schema, issue.path) : undefined;
    // A pattern tells people little; a value that it lets through tells them what to send.
    return example === undefined ? errors : errors.map((error) => ({ ...error, message: `${error.message} An example: ${example}` }));
  });
}

function fromIssue(issue: z.core.$ZodIssue, part: Part, input: unknown): FieldError[] {
  const field = fieldName(part, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        field: fieldName(part, [...issue.path, key]),
        code: "UNKNOWN_FIELD",
        message: "This field is not known here; leave it out.",
      }));
    case "invalid_type":
      return [wrongType(issue, field, valueAt(input, issue.path))];
    case "too_small":
      return [tooSmall(issue, field)];
    case "too_big":
      return [tooLarge(issue, field)];
    case "invalid_value":
      return [{ field, code: "NOT_IN_ENUM", message: `Use one of: ${issue.values.map(String).join(", ")}.` }];
    case "invalid_union":
      return [unionError(issue, field, part, input)];
    case "custom":
      return [{ field, code: customCode(issue), message: issue.message }];
    default:
      return [{ field, code: "BAD_FORMAT", message: "The value does not have the expected form." }];
  }
}

function wrongType(issue: z.core.$ZodIssueInvalidType, field: string, value: unknown): FieldError {
  if (value === undefined) return { field, code: "REQUIRED", message: "This field is required." };
  if (value === null) return { field, code: "NOT_NULLABLE", message: "This field cannot be null; leave it out instead." };
  return { field, code: "WRONG_TYPE", message: `This must be ${article(issue.expected)}.` };
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, field: string): FieldError {
  const least = String(issue.minimum);
  if (issue.origin === "string") return { field, code: "TOO_SHORT", message: `This needs at least ${least} characters.` };
  if (issue.origin === "array" || issue.origin === "set")
    return { field, code: "TOO_FEW", message: `This needs at least ${least} entries.` };
  return { field, code: "TOO_SMALL", message: `This must be ${issue.inclusive === false ? "more than" : "at least"} ${least}.` };
}

function tooLarge(issue: z.core.$ZodIssueTooBig, field: string): FieldError {
  const most = String(issue.maximum);
  if (issue.origin === "string") return { field, code: "TOO_LONG", message: `This can have at most ${most} characters.` };
  if (issue.origin === "array" || issue.origin === "set")
    return { field, code: "TOO_MANY", message: `This can have at most ${most} entries.` };
  return { field, code: "TOO_LARGE", message: `This must be ${issue.inclusive === false ? "less than" : "at most"} ${most}.` };
}

/** The branch that came nearest names the fault; a union of plain forms has none, so the whole value is of the wrong form. */
function unionError(issue: z.core.$ZodIssueInvalidUnion, field: string, part: Part, input: unknown): FieldError {
  const nearest = issue.errors.toSorted((a, b) => a.length - b.length)[0]?.[0];
  if (!nearest) return { field, code: "BAD_FORMAT", message: "The value does not have any of the expected forms." };
  const [error] = fromIssue({ ...nearest, path: [...issue.path, ...nearest.path] }, part, input);
  return error ?? { field, code: "BAD_FORMAT", message: "The value does not have any of the expected forms." };
}

function customCode(issue: z.core.$ZodIssueCustom): string {
  const code = issue.params?.code;
  return typeof code === "string" ? code : "BAD_FORMAT";
}

export function fieldName(part: Part, path: readonly PropertyKey[]): string {
  const steps = path.map(String);
  if (part !== "body") return [part, ...steps].join(".");
  return steps.length === 0 ? "body" : steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (value === null || typeof value !== "object") return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function article(expected: string): string {
  if (expected === "int") return "a whole number";
  return `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}
