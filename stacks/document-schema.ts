import * as z from "zod";
import { AREAS } from "./areas.ts";

const functionShape = {
  file: z.string().regex(/^functions\/[a-z0-9/-]+\.ts$/),
  memory: z.int().min(128).max(10_240).default(512),
  timeout: z.int().min(1).max(900).default(10),
  grants: z.array(z.string()).default([]),
  files: z.array(z.string()).default([]),
};

const named = { name: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/) };

function inStackWords<T extends { memory: number; timeout: number }>({ memory, timeout, ...entry }: T) {
  return { ...entry, memoryMb: memory, timeoutSeconds: timeout };
}

const functionSchema = z.strictObject(functionShape).transform(inStackWords);

const securitySchema = z.array(z.record(z.string(), z.array(z.string())));

const operationSchema = z.object({
  // A Lambda's name has at most 64 characters, and carries the stage and the product before the operation.
  operationId: z.string().regex(/^[a-z][A-Za-z0-9]{2,42}$/),
  security: securitySchema.optional(),
  "x-function": z.strictObject({ ...functionShape, area: z.enum(AREAS) }).transform(inStackWords),
  "x-rate-bucket": z.object({ name: z.string() }).optional(),
  "x-rate-guards": z.array(z.unknown()).default([]),
  "x-stage": z.literal("local").optional(),
  "x-head": z.boolean().default(false),
});

/** The part of `openapi.yaml` that the stacks read. Our own extensions are closed, so that a misspelt word is a fault and not a default. */
export const documentSchema = z.object({
  security: securitySchema.default([]),
  paths: z.record(
    z.string().startsWith("/"),
    z.object({
      get: operationSchema.optional(),
      post: operationSchema.optional(),
      put: operationSchema.optional(),
      patch: operationSchema.optional(),
      delete: operationSchema.optional(),
    }),
  ),
  "x-consumers": z
    .array(
      z
        .strictObject({
          ...functionShape,
          ...named,
          events: z.array(z.string()),
          batchSize: z.int().min(1).max(10).default(10),
          maxReceiveCount: z.int().min(1).max(100).default(5),
        })
        .transform(inStackWords),
    )
    .default([]),
  "x-schedules": z
    .array(z.strictObject({ ...functionShape, ...named, expression: z.string(), zone: z.string() }).transform(inStackWords))
    .default([]),
  "x-relay": functionSchema,
  "x-unrouted": functionSchema,
});

export type Operation = z.infer<typeof operationSchema>;
export type Security = z.infer<typeof securitySchema>;
