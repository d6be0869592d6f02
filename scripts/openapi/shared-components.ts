/** The components every operation refers to: the problem, the security schemes and the headers of answers (API-54 to API-56). */
export function components() {
  return {
    schemas: { Problem: PROBLEM },
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      cookie: { type: "apiKey", in: "cookie", name: "__Host-sid" },
    },
    headers: HEADERS,
  };
}

const HEADERS = {
  RequestId: { description: "Finds the request in our logs.", required: true, schema: { type: "string", minLength: 8, maxLength: 64 } },
  RetryAfter: { description: "Seconds to wait.", required: true, schema: { type: "integer", minimum: 1 } },
  RetryWhenFinished: {
    description: "Seconds to wait, while another run of the same request is under way.",
    schema: { type: "integer", minimum: 1 },
  },
  Allow: { description: "The methods that the address answers.", required: true, schema: { type: "string" } },
  Authenticate: { description: "The scheme to sign in with.", required: true, schema: { type: "string" } },
  ETag: { description: "The version of the resource.", schema: { type: "string" } },
  Location: { description: "The path of the created resource.", required: true, schema: { type: "string" } },
  IdempotencyReplayed: { description: "The answer is that of an earlier run under the same key.", schema: { type: "boolean" } },
  RateLimit: { description: "How many calls a full allowance holds.", schema: { type: "integer", minimum: 0 } },
  RateRemaining: { description: "How many calls are left of it.", schema: { type: "integer", minimum: 0 } },
  RateReset: { description: "The Unix second at which it is full again.", schema: { type: "integer", minimum: 0 } },
  RatePolicy: { description: "The bucket or guard that decided.", schema: { type: "string" } },
  RateShadow: { description: "Whether the bucket only watches.", schema: { type: "boolean" } },
};

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

/** A reference to a shared component. */
export function ref(kind: "headers" | "responses", name: string) {
  return { $ref: `#/components/${kind}/${name}` };
}
