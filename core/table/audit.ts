import { optionalEnvironment } from "../config.ts";
import type { Context } from "../context.ts";
import { redacted } from "../identity/audit-redaction.ts";
import { type AuditId, newId, type UserId } from "../ids.ts";
import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import { commit } from "./commit.ts";
import { absent } from "./condition.ts";
import { auditKey } from "./keys.ts";
import { put, type Write } from "./write.ts";

const KEPT_MS = 2_555 * DAY_MS;

/** One line of the append-only audit log (AUD-1). */
export interface AuditEntry {
  readonly auditId: AuditId;
  readonly occurredAt: Instant;
  readonly actorType: "user" | "system" | "service";
  readonly actorId?: UserId | string;
  readonly actorRole: string;
  readonly actorIp?: string;
  readonly userAgent?: string;
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly status: "success" | "failed" | "denied";
  readonly reason?: string;
  readonly requestId: string;
}

export interface AuditedChange {
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

/** The audit entry of a change, for the same transaction (AUD-2); values are redacted before they are stored (AUD-7). */
export function audit(ctx: Context, change: AuditedChange): Write {
  const auditId = newId("aud", ctx.now);
  const { before, after, ...named } = change;
  const entry: AuditEntry = {
    auditId,
    occurredAt: ctx.now,
    ...actor(ctx),
    ...named,
    ...(before === undefined ? {} : { before: redacted(before) }),
    ...(after === undefined ? {} : { after: redacted(after) }),
    status: "success",
    requestId: ctx.requestId,
  };
  return put(auditKey(change.entityType, change.entityId, ctx.now, auditId), entry, absent, { ttl: plusMilliseconds(ctx.now, KEPT_MS) });
}

/** Writes the entry of a change that has happened; a log that cannot be written keeps nobody from what was done (AUD-2, AUD-3). */
export async function auditAfterwards(ctx: Context, change: AuditedChange): Promise<void> {
  if (optionalEnvironment("AUDIT_ENABLED") === "false") return;
  try {
    await commit([audit(ctx, change)]);
  } catch (error) {
    ctx.log.warn("not audited", { action: change.action, error });
  }
}

function actor(ctx: Context): Pick<AuditEntry, "actorType" | "actorId" | "actorRole" | "actorIp" | "userAgent"> {
  const { principal, origin } = ctx;
  const from = origin ? { actorIp: origin.ip, userAgent: origin.userAgent.slice(0, 500) } : {};
  if (principal.kind === "member") return { actorType: "user", actorId: principal.userId, actorRole: principal.role, ...from };
  if (principal.kind === "service") return { actorType: "service", actorId: principal.name, actorRole: "system" };
  return { actorType: "system", actorRole: "system", ...from };
}
