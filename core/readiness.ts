import { readinessKey } from "./table/keys.ts";
import { read } from "./table/read.ts";

const CHECK_LIMIT_MS = 800;

export interface ReadinessCheck {
  readonly name: "table" | "secrets" | "stripe" | "checkr" | "email";
  readonly ok: boolean;
  readonly durationMs: number;
  /** Whether its failure alone makes the stage not ready. */
  readonly required: boolean;
  readonly message: "timeout" | "error" | "missing" | null;
}

/** Ready when every required check passed (OPS-3). */
export function isReady(checks: readonly ReadinessCheck[]): boolean {
  return checks.every((check) => check.ok || !check.required);
}

/** Asks the table for one marker item, which need not exist; nothing of a failure's cause passes. */
export async function checkTable(): Promise<ReadinessCheck> {
  const startedAt = performance.now();
  const failed = (message: "timeout" | "error"): ReadinessCheck["message"] => message;
  const message = await Promise.race([
    read(readinessKey).then(
      () => null,
      () => failed("error"),
    ),
    new Promise<ReadinessCheck["message"]>((resolve) => setTimeout(() => resolve(failed("timeout")), CHECK_LIMIT_MS).unref()),
  ]);
  return { name: "table", ok: message === null, durationMs: Math.round(performance.now() - startedAt), required: true, message };
}

/** A check that only looks whether something is configured. */
export function checkConfigured(name: ReadinessCheck["name"], isConfigured: boolean, required: boolean): ReadinessCheck {
  return { name, ok: isConfigured, durationMs: 0, required, message: isConfigured ? null : "missing" };
}
