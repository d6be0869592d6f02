import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { dynamo, tableName } from "../../core/clients/dynamo.ts";
import { type GatewayEvent, invoke } from "./invoke.ts";
import { useTable } from "./table.ts";

const table = useTable();

describe("what tests stand on", () => {
  it("is a table of the file's own, to which the product's clients point", async () => {
    expect(tableName()).toBe(table.name);
    await dynamo().send(new PutItemCommand({ TableName: tableName(), Item: { pk: { S: "a" }, sk: { S: "b" }, n: { N: "1" } } }));
    expect(await table.items()).toEqual([{ pk: "a", sk: "b", n: 1 }]);
    expect(await table.partition("a")).toHaveLength(1);
    expect(await table.partition("z")).toEqual([]);
  });

  const echo = {
    contract: {
      operationId: "changeNote",
      method: "PATCH",
      path: "/api/v1/notes/{noteId}",
      grants: [],
      response: z.object({ event: z.custom<GatewayEvent>() }),
    },
    handler: async (event: GatewayEvent) => {
      const headers = { "Content-Type": "application/json" };
      if (event.queryStringParameters?.fail) return { statusCode: 409, headers, body: '{"code":"TAKEN"}' };
      return { statusCode: 200, headers, cookies: ["a=1"], body: JSON.stringify({ event }) };
    },
  };

  it("is an invocation with the gateway's event", async () => {
    const reply = await invoke(echo, { params: { noteId: "n1" }, query: { id: ["a", "b"] }, body: { text: "x" }, token: "t" });
    expect([reply.status, reply.cookies, reply.headers["content-type"]]).toEqual([200, ["a=1"], "application/json"]);
    expect(reply.body.event).toMatchObject({
      routeKey: "PATCH /api/v1/notes/{noteId}",
      rawPath: "/api/v1/notes/n1",
      rawQueryString: "id=a&id=b",
      pathParameters: { noteId: "n1" },
      headers: { authorization: "Bearer t", "content-type": "application/json", "content-length": "12" },
      body: '{"text":"x"}',
    });
    expect(() => reply.problem).toThrow("Expected a refusal");
  });

  it("tells a refusal from a success", async () => {
    const reply = await invoke(echo, { params: { noteId: "n1" }, query: "fail=1" });
    expect(reply.problem.code).toBe("TAKEN");
    expect(() => reply.body).toThrow('409: {"code":"TAKEN"}');
  });
});
