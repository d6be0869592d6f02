/** The components every operation refers to: the problem, the security schemes and the headers of answers (API-54 to API-56). */
export function components() {
  return {
    schemas: { Problem: PROBLEM },
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      cookie: { type: "apiKey", in: "cookie", name: "__Host-sid" },
    },
    headers: {
      RequestId: { description: "Finds the request in our logs.", required: true, schema: { type: "string", minLength: 8, maxLength: 64 } },
      RetryAfter: { description: "Seconds to wait.", required: true, schema: { type: "integer", minimum: 1 } },
      ETag: { description: "The version of the resource.", schema: { type: "string" } },
      Location: { description: "The path of the created resource.", schema: { type: "string" } },
    },
  };
}

/** A problem whose `code` is one of these now; more may come, so clients must not fail on others. */
export function problemSchema(codes: readonly string[]) {
  return {
    allOf: [{ $ref: "#/components/schemas/Problem" }],
    properties: { code: { type: "string" as const, enum: [...codes], "x-open-enum": true } },
  };
}

const PROBLEM = {
  type: "object",
  description: "RFC 9457. Further members are named by the rule that refused.",
  required: ["type", "title", "status", "detail", "instance", "code", "requestId"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    code: { type: "string" },
    requestId: { type: "string" },
    errors: {
      type: "array",
      maxItems: 50,
      items: {
        type: "object",
        required: ["field", "code", "message"],
        properties: { field: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};
