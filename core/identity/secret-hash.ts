import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256 over the text as it is written, in hex: the only form in which a secret is stored (PWD-6). */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}

/** Whether two texts are equal, in a time that does not tell where they differ (SEC-7). Their lengths are no secret. */
export function equalSecrets(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
