import { expect, it } from "vitest";
import * as z from "zod";
import { fieldErrors } from "../../functions/http/field-errors.ts";
import { emailSchema, localDateSchema, zipCodeSchema } from "../../functions/http/wire-values.ts";

const schema = z.strictObject({
  email: emailSchema.optional(),
  zipCode: zipCodeSchema.nullable().default(null),
  days: z.array(z.strictObject({ date: localDateSchema })).optional(),
  places: z.record(z.string(), zipCodeSchema).optional(),
  plain: z.string().regex(/^a$/).optional(),
});

function messagesFor(body: unknown): Record<string, string> {
  const errors = fieldErrors(schema.safeParse(body).error?.issues ?? [], "body", body, schema);
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
}

it("API-44 shows the document's example of what has another form, wherever it stands", () => {
  expect(messagesFor({ email: "ada", zipCode: "1", days: [{ date: "2026-02-29" }], places: { home: "1" }, plain: "b" })).toEqual({
    "/email": "The value does not have the expected form. An example: ada@example.com",
    "/zipCode": "The value does not have the expected form. An example: 10001",
    "/days/0/date": "The value does not have the expected form. An example: 2026-03-08",
    "/places/home": "The value does not have the expected form. An example: 10001",
    "/plain": "The value does not have the expected form.",
  });
});
