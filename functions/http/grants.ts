/** The capabilities a contract may ask for; `stacks/grants.ts` turns each into IAM statements, environment and secrets. */
export const GRANTS = [
  "table.read",
  "table.write",
  "queues.send",
  "email",
  "maps",
  "secret.jwt-private",
  "secret.refresh",
  "secret.location-blur",
  "secret.cursor",
] as const;

export type Grant = (typeof GRANTS)[number];
