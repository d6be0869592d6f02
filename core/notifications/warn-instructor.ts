import { frontendUrl } from "../config.ts";
import type { Context } from "../context.ts";
import type { DomainEvent } from "../events.ts";
import { userKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { sendNotice } from "./send-notice.ts";
import { reliabilityWarning } from "./texts/reliability-warning.ts";

/** Tells an instructor by mail that too many lessons were cancelled or missed (BKC-9). */
export async function warnInstructor(ctx: Context, { id, data }: DomainEvent<"instructor.reliability_warning">): Promise<void> {
  const instructor = await read(userKey(data.instructorId));
  if (instructor === undefined) return;
  const notice = reliabilityWarning(data, instructor, frontendUrl());
  await sendNotice(ctx, id, instructor, { template: "reliability_warning", notice });
}
