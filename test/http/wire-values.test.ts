import { OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { addDays, isLocalDate, type LocalDate } from "../../core/time.ts";
import { coerceQuery } from "../../functions/http/query.ts";
import * as wire from "../../functions/http/wire-values.ts";
import vectors from "../vectors/api-values.json" with { type: "json" };

describe("values on the wire", () => {
  for (const { id, input, expected } of vectors.cases) {
    it(`API-20 API-22 API-38 ${id} ${expected.valid ? "takes" : "refuses"} the ${input.kind} ${JSON.stringify(input.value)}`, () => {
      const out = read(input.kind, input.value);
      expect(out !== undefined).toBe(expected.valid);
      if ("out" in expected) expect(out).toEqual(expected.out);
    });
  }

  it("API-22 the pattern of dates knows the calendar: every day from 1900 to 2199 and no other", () => {
    const days = new Set<string>();
    for (let day: LocalDate = "1900-01-01"; day <= "2199-12-31"; day = addDays(day, 1)) days.add(day);
    const matches = new RegExp(documented(wire.localDateSchema).pattern ?? "");
    for (let year = 1899; year <= 2200; year += 1) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
          if (matches.test(text) !== days.has(text)) expect.fail(text);
        }
      }
    }
    expect([...days].every(isLocalDate)).toBe(true);
  });

  it("API-22 local times run from 00:00 to 23:59, and 24:00 only ends something", () => {
    expect(["00:00", "09:30", "23:59"].every((time) => wire.localTimeSchema.safeParse(time).success)).toBe(true);
    expect(["24:00", "9:30", "09:60", "09:30:00", ""].some((time) => wire.localTimeSchema.safeParse(time).success)).toBe(false);
    expect(wire.localEndTimeSchema.safeParse("24:00").success).toBe(true);
    expect(wire.localEndTimeSchema.safeParse("24:01").success).toBe(false);
  });

  it("API-22 answers carry instants in UTC with milliseconds only", () => {
    expect(wire.instantSchema.safeParse("2026-03-08T07:30:00.000Z").success).toBe(true);
    expect(wire.instantSchema.safeParse("2026-03-08T07:30:00Z").success).toBe(false);
    expect(wire.instantSchema.safeParse("2026-03-08T07:30:00.000+00:00").success).toBe(false);
  });

  it("API-23 ids carry their prefix and a ULID", () => {
    const id = "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4";
    expect(wire.idSchema("usr").safeParse(id).success).toBe(true);
    expect(wire.idSchema("ses").safeParse(id).success).toBe(false);
    expect(wire.idSchema("usr").safeParse(id.toLowerCase()).success).toBe(false);
    expect(wire.idSchema("usr").safeParse(id.replace("01J", "81J")).success).toBe(false);
  });

  it("API-20 amounts are whole cents; 1.0 is one of them, a text is not", () => {
    expect(wire.centsSchema.safeParse(JSON.parse("1.0")).success).toBe(true);
    expect([1.5, "5", true, -1, 100_000_000].some((amount) => wire.centsSchema.safeParse(amount).success)).toBe(false);
  });

  it("API-19 lengths count code points, in texts and in names", () => {
    const text = wire.textSchema(2, 3);
    expect(text.safeParse("😀😀😀").success).toBe(true);
    expect(text.safeParse("😀").error?.issues).toMatchObject([{ code: "too_small", origin: "string", minimum: 2 }]);
    expect(text.safeParse("😀😀😀😀").error?.issues).toMatchObject([{ code: "too_big", origin: "string", maximum: 3 }]);
    expect(wire.personNameSchema.safeParse("😀".repeat(50)).success).toBe(true);
    expect(wire.personNameSchema.safeParse("😀".repeat(51)).success).toBe(false);
  });

  it("REG-2 REG-3 REG-6 take what can be normalised and refuse the rest", () => {
    expect(wire.emailSchema.safeParse(" Ada.Lovelace@Example.COM ").success).toBe(true);
    expect(wire.emailSchema.safeParse("ada@example").success).toBe(false);
    expect(wire.personNameSchema.safeParse(" Ada ").success).toBe(true);
    expect(["", "  ", "<b>", "A\tda", "A\u202eda", "A\u200bda"].some((name) => wire.personNameSchema.safeParse(name).success)).toBe(false);
    expect(wire.phoneSchema.safeParse("(212) 555-0123").success).toBe(true);
    expect(["00442071838750", "555-0123", "+1 (212) 555 - 0123  "].some((phone) => wire.phoneSchema.safeParse(phone).success)).toBe(false);
  });

  it("API-55 every text has a maximal length and every number bounds in the document", () => {
    for (const [name, schema] of Object.entries(schemas())) {
      const { type, ...stated } = documented(schema);
      if (type === "string") expect(stated, name).toMatchObject({ maxLength: expect.any(Number) });
      else expect(stated, name).toMatchObject({ minimum: expect.any(Number), maximum: expect.any(Number) });
    }
  });

  it("API-55 every example satisfies its schema, and no pattern carries a flag", () => {
    for (const [name, schema] of Object.entries(schemas())) {
      const { example, pattern } = documented(schema);
      if (example !== undefined) expect(schema.safeParse(example).success, name).toBe(true);
      if (pattern !== undefined) expect(pattern, name).toMatch(/^\^.*\$$/s);
    }
  });
});

function read(kind: string, value: string): unknown {
  switch (kind) {
    case "instant":
      return wire.instantInputSchema.safeParse(value).success ? wire.toInstant(value) : undefined;
    case "date":
      return wire.localDateSchema.safeParse(value).data;
    case "queryInteger":
      return readQuery(z.int(), value);
    case "queryBoolean":
      return readQuery(z.boolean(), value);
    case "requestId":
      return wire.isRequestId(value) ? value : undefined;
    default:
      throw new Error(`the file names the kind ${kind}`);
  }
}

function readQuery(schema: z.ZodType, text: string): unknown {
  const object = z.object({ value: schema });
  const { value } = coerceQuery(object, new URLSearchParams({ value: text }).toString());
  return object.safeParse(value).data?.value;
}

function schemas(): Record<string, z.ZodType> {
  const declared = Object.entries<unknown>(wire).flatMap(([name, value]) => (value instanceof z.ZodType ? [[name, value] as const] : []));
  return { ...Object.fromEntries(declared), id: wire.idSchema("usr"), text: wire.textSchema(0, 500) };
}

function documented(schema: z.ZodType): Record<string, string> {
  const generator = new OpenApiGeneratorV31([{ type: "schema", schema: z.object({ value: schema }).meta({ id: "Shape" }) }]);
  const { components } = generator.generateComponents();
  return JSON.parse(JSON.stringify(components)).schemas.Shape.properties.value;
}
