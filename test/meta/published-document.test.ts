import { expect, it } from "vitest";
import * as getOpenApiDocument from "../../functions/meta/get-open-api-document.ts";
import { invoke } from "../support/invoke.ts";

it("API-53 publishes no insides, calls the host that serves it first, and says locally what is not collected", async () => {
  const { body } = await invoke(getOpenApiDocument);
  expect(body).toMatchObject({ servers: [{ url: "/" }, { description: "prod" }, { description: "preview" }, { description: "local" }] });
  expect(body).toHaveProperty("info.description", expect.stringContaining("no card is charged"));
  expect(JSON.stringify(body)).not.toMatch(/"x-(function|consumers|schedules|local|relay|unrouted)"/);
});
