import type { Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import type { ExchangeContext } from "../../functions/http/exchange.ts";
import { lambdaContext } from "../../local/function.ts";
import { type Call, eventFor, invoke, Reply } from "../support/invoke.ts";
import { useSecrets } from "../support/secrets.ts";
import * as echo from "./echo.ts";

await useSecrets();

const PARAMS = { echoId: "bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" };
const ask = (call: Call) => invoke(echo, { params: PARAMS, body: { name: "Ada" }, ...call });
const bodyOf = async (body: unknown) => ask({ body });

/** The refusal in short: status, code and the fields with their codes. */
async function refusalOf(call: Call): Promise<unknown[]> {
  const { status, problem } = await ask(call);
  return [status, problem.code, ...(problem.errors ?? []).map(({ field, code }) => `${field} ${code}`)];
}

const MALFORMED = [400, "MALFORMED_REQUEST"];

describe("the form of the answer", () => {
  it.each([
    undefined,
    "*/*",
    "application/*",
    "application/json",
    "application/problem+json",
    "text/html, application/json;q=0.1",
    "text/*;q=0, */*;q=0.5",
  ])("API-14 takes Accept: %s", async (accept) => {
    expect((await ask(accept === undefined ? {} : { headers: { accept } })).status).toBe(200);
  });

  it.each(["text/html", "image/*", "application/xml", "application/json;q=0", "application/jsonp"])(
    "API-14 refuses Accept: %s, in problem+json all the same",
    async (accept) => {
      const answer = await ask({ headers: { accept } });
      expect([answer.status, answer.problem.code, answer.headers["content-type"]]).toEqual([
        406,
        "NOT_ACCEPTABLE",
        "application/problem+json; charset=utf-8",
      ]);
    },
  );
});

describe("the type of the body", () => {
  const typed = (type: string) => ask({ headers: { "content-type": type } });

  it.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json; version=1"])(
    "API-13 takes %s",
    async (type) => {
      expect((await typed(type)).status).toBe(200);
    },
  );

  it.each([
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/problem+json",
    "application/json; charset=latin1",
    "multipart/form-data; boundary=x",
  ])("API-13 refuses %j and says what it takes", async (type) => {
    const answer = await typed(type);
    expect([answer.status, answer.problem.code, answer.headers["accept-post"]]).toEqual([
      415,
      "UNSUPPORTED_MEDIA_TYPE",
      "application/json",
    ]);
  });

  it("API-15 refuses compressed bodies, whatever is in them", async () => {
    expect(await refusalOf({ headers: { "content-encoding": "gzip" } })).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    expect((await ask({ headers: { "content-encoding": "identity" } })).status).toBe(200);
  });

  it("API-13 names the body where one is needed and none came", async () => {
    expect(await refusalOf({ body: undefined })).toEqual([422, "VALIDATION_FAILED", "body REQUIRED"]);
    expect(await refusalOf({ body: "" })).toEqual([422, "VALIDATION_FAILED", "body REQUIRED"]);
  });

  it("API-15 takes 256 KiB and not a byte more", async () => {
    const padded = (bytes: number) => `{"name":"Ada"${" ".repeat(bytes - 14)}}`;
    expect((await bodyOf(padded(256 * 1024))).status).toBe(200);
    const answer = await bodyOf(padded(256 * 1024 + 1));
    expect([answer.status, answer.problem.code, answer.problem.maxBytes]).toEqual([413, "PAYLOAD_TOO_LARGE", 262_144]);
  });
});

describe("JSON", () => {
  it.each([
    ["cut off", '{"name":"Ada"'],
    ["two values", '{"name":"Ada"} {}'],
    ["a trailing comma", '{"name":"Ada",}'],
    ["single quotes", "{'name':'Ada'}"],
    ["a comment", '{"name":"Ada"/**/}'],
    ["NaN", '{"name":"Ada","ratio":NaN}'],
    ["a byte order mark", '\ufeff{"name":"Ada"}'],
    ["a key twice", '{"name":"Ada","name":"Eve"}'],
    ["a key twice, once escaped", '{"name":"Ada","n\\u0061me":"Eve"}'],
    ["a key twice, once decomposed", '{"name":"Ada","\u00e9":1,"e\u0301":2}'],
    ["a key twice further in", '{"name":"Ada","within":{"deep":1,"deep":2}}'],
    ["a number that is not finite", '{"name":"Ada","ratio":1e400}'],
    ["an integer that is not exact", '{"name":"Ada","count":9007199254740993}'],
    ["half of a surrogate pair", '{"name":"\\ud83d"}'],
    ["half of a surrogate pair in a name", '{"name":"Ada","\\ud83d":1}'],
    ["21 levels", `${"[".repeat(21)}${"]".repeat(21)}`],
    ["10 001 values", `[${"1,".repeat(10_000)}1]`],
  ])("API-15 API-16 API-19 refuses %s, without errors[]", async (_, body) => {
    const { status, problem } = await bodyOf(body);
    expect([status, problem.code, problem.errors]).toEqual([...MALFORMED, undefined]);
  });

  it("API-16 refuses what is no UTF-8, where the gateway hands bytes over", async () => {
    const asBytes = async (bytes: Buffer) => {
      const event = { ...eventFor(echo.contract, { params: PARAMS, body: "{}" }), body: bytes.toString("base64"), isBase64Encoded: true };
      const context = lambdaContext({ name: "tryEcho", file: "", grants: [], memoryMb: 512, timeoutMs: 10_000 });
      return new Reply(await echo.handler(event, beforeExchange(context)));
    };
    expect((await asBytes(Buffer.from('{"name":"café"}', "latin1"))).problem.code).toBe("MALFORMED_REQUEST");
    expect((await asBytes(Buffer.from('{"name":"café"}'))).body).toEqual({ query: {}, body: { name: "café" } });
  });

  it("API-15 takes 20 levels", async () => {
    expect((await refusalOf({ body: `${"[".repeat(20)}1${"]".repeat(20)}` }))[0]).toBe(422);
  });

  it("API-16 takes the same key in different objects, colons in texts and the largest exact integer", async () => {
    const body = '{"name":"a:\\"b\\"","within":{"deep":1},"count":9007199254740991}';
    expect((await bodyOf(body)).body.body).toEqual({ name: 'a:"b"', within: { deep: 1 }, count: 9_007_199_254_740_991 });
  });

  it("API-19 gives texts in their composed form", async () => {
    expect((await bodyOf({ name: "Cafe\u0301" })).body.body).toEqual({ name: "Caf\u00e9" });
    expect((await ask({ query: { q: "Cafe\u0301" } })).body.query).toEqual({ q: "Caf\u00e9" });
  });
});

/** What the chain's first step puts into the context, it need not find there. */
function beforeExchange(context: Context): ExchangeContext {
  return context as ExchangeContext;
}

describe("shapes", () => {
  it.each([
    [null, ["body NOT_NULLABLE"]],
    [[], ["body WRONG_TYPE"]],
    ["Ada", ["body WRONG_TYPE"]],
    [{}, ["/name REQUIRED"]],
    [{ name: null }, ["/name NOT_NULLABLE"]],
    [{ name: 5 }, ["/name WRONG_TYPE"]],
    [{ name: "" }, ["/name TOO_SHORT"]],
    [{ name: "😀".repeat(11) }, ["/name TOO_LONG"]],
    [{ name: "Ada", count: "5" }, ["/count WRONG_TYPE"]],
    [{ name: "Ada", count: 1.5 }, ["/count WRONG_TYPE"]],
    [{ name: "Ada", count: -1 }, ["/count TOO_SMALL"]],
    [{ name: "Ada", ratio: 2 }, ["/ratio TOO_LARGE"]],
    [{ name: "Ada", loud: 1 }, ["/loud WRONG_TYPE"]],
    [{ name: "Ada", loud: "true" }, ["/loud WRONG_TYPE"]],
    [{ name: "Ada", tags: ["a", "b", "c", "d"] }, ["/tags TOO_MANY"]],
    [{ name: "Ada", tags: ["a", 2] }, ["/tags/1 WRONG_TYPE"]],
    [{ name: "Ada", tags: null }, ["/tags NOT_NULLABLE"]],
    [{ name: "Ada", within: { deep: 1, "a/b~c": 2 } }, ["/within/a~1b~0c UNKNOWN_FIELD"]],
    [{ name: "Ada", constructor: 1 }, ["/constructor UNKNOWN_FIELD"]],
    [{ name: "A\u0000" }, ["/name INVALID_CHARACTER"]],
    [{ name: "A\u007f" }, ["/name INVALID_CHARACTER"]],
  ])("API-17 API-18 API-19 API-20 API-44 refuses %j", async (body, errors) => {
    expect(await refusalOf({ body: JSON.stringify(body) })).toEqual([422, "VALIDATION_FAILED", ...errors]);
  });

  it("API-17 a member called __proto__ is an unknown one and changes nothing", async () => {
    expect(await refusalOf({ body: '{"name":"Ada","__proto__":{"loud":true}}' })).toEqual([
      422,
      "VALIDATION_FAILED",
      "/__proto__ UNKNOWN_FIELD",
    ]);
    expect(await refusalOf({ body: '{"name":"Ada","marks":{"__proto__":1}}' })).toEqual([
      422,
      "VALIDATION_FAILED",
      "/marks/__proto__ UNKNOWN_FIELD",
    ]);
  });

  it("API-44 reports all faults at once, at most fifty", async () => {
    const body = { count: "5", extra: 1, note: 2 };
    expect(await refusalOf({ body, query: { count: "x" } })).toEqual([
      422,
      "VALIDATION_FAILED",
      "query.count WRONG_TYPE",
      "/name REQUIRED",
      "/note WRONG_TYPE",
      "/count WRONG_TYPE",
      "/extra UNKNOWN_FIELD",
    ]);
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`unknown${index}`, 1]));
    expect((await bodyOf({ name: "Ada", ...many })).problem.errors).toHaveLength(50);
  });

  it("API-44 reports each field once, with its first fault", async () => {
    expect(await refusalOf({ body: { name: "Ada\u0000", note: 2, "ex\u0000tra": "\u0000" } })).toEqual([
      422,
      "VALIDATION_FAILED",
      "/name INVALID_CHARACTER",
      "/ex\u0000tra INVALID_CHARACTER",
      "/note WRONG_TYPE",
    ]);
  });

  it("API-18 tells null from absent", async () => {
    expect((await bodyOf({ name: "Ada" })).body.body).toEqual({ name: "Ada" });
    expect((await bodyOf({ name: "Ada", note: null })).body.body).toEqual({ name: "Ada", note: null });
  });

  it("API-19 lets tabs and line ends through, and counts characters as people do", async () => {
    expect((await bodyOf({ name: "a\tb\r\nc" })).status).toBe(200);
    expect((await bodyOf({ name: "😀".repeat(10) })).status).toBe(200);
  });

  it("API-20 takes 1.0 for an integer", async () => {
    expect((await bodyOf('{"name":"Ada","count":1.0}')).body.body).toEqual({ name: "Ada", count: 1 });
  });

  it("API-6 answers a malformed id like one that is not there", async () => {
    for (const echoId of ["bkg_1", "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4", "bkg_01jnv4q7z8k3m5p9r2t6w0x1y4", "💥", "..", "constructor"]) {
      expect(await refusalOf({ params: { echoId } })).toEqual([404, "BOOKING_NOT_FOUND"]);
    }
  });
});

describe("queries", () => {
  const queryOf = async (query: string) => (await ask({ query })).body.query;

  it("API-20 API-21 reads integers, booleans and lists by what the schema says", async () => {
    expect(await queryOf("count=7&loud=true&id=a&id=b,c&q=5")).toEqual({ count: 7, loud: true, id: ["a", "b", "c"], q: "5" });
  });

  it("API-21 takes a parameter without a value as absent, and API-17 leaves the marks of advertisers alone", async () => {
    expect(await queryOf("count=&loud=&q=&id=&utm_source=x&utm_whatever=&gclid=1&fbclid=2")).toEqual({ id: [] });
  });

  it.each([
    ["count=1.0", ["query.count WRONG_TYPE"]],
    ["count=1e1", ["query.count WRONG_TYPE"]],
    ["count=+1", ["query.count WRONG_TYPE"]],
    ["count=%201", ["query.count WRONG_TYPE"]],
    ["count=0", ["query.count TOO_SMALL"]],
    ["count=-1", ["query.count TOO_SMALL"]],
    ["count=101", ["query.count TOO_LARGE"]],
    ["count=9007199254740993", ["query.count WRONG_TYPE"]],
    ["loud=1", ["query.loud WRONG_TYPE"]],
    ["loud=TRUE", ["query.loud WRONG_TYPE"]],
    ["count=1&count=1", ["query.count DUPLICATE_PARAMETER"]],
    ["q=a&q=b", ["query.q DUPLICATE_PARAMETER"]],
    ["id=a&id=b&id=c&id=d&id=e&id=f", ["query.id TOO_MANY"]],
    ["page=1&perPage=20", ["query.page UNKNOWN_FIELD", "query.perPage UNKNOWN_FIELD"]],
    ["Count=1", ["query.Count UNKNOWN_FIELD"]],
    ["q=a%00b", ["query.q INVALID_CHARACTER"]],
    ["__proto__=1", ["query.__proto__ UNKNOWN_FIELD"]],
  ])("API-17 API-19 API-20 API-21 API-32 refuses ?%s", async (query, errors) => {
    expect(await refusalOf({ query })).toEqual([422, "VALIDATION_FAILED", ...errors]);
  });
});

describe("the order of checks", () => {
  it("API-25 looks at headers before the body, at its size before its syntax, at its syntax before its shape", async () => {
    const wrong = { body: "{", headers: { accept: "text/html", "content-type": "text/plain" } };
    expect(await refusalOf(wrong)).toEqual([406, "NOT_ACCEPTABLE"]);
    expect(await refusalOf({ ...wrong, headers: { "content-type": "text/plain" } })).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    expect(await refusalOf({ body: `{${" ".repeat(256 * 1024)}` })).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    expect(await refusalOf({ body: "{", query: "zzz=1" })).toEqual(MALFORMED);
  });
});
