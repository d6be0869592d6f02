/** Stages: `local` is one machine and the tests, `preview` is hosted for staff, `prod` is the real one (operations OPS-16). */
export type Stage = "local" | "preview" | "prod";

export function stage(): Stage {
  const value = environment("STAGE");
  return value === "local" || value === "preview" ? value : "prod";
}

export function isHosted(): boolean {
  return stage() !== "local";
}

/** A setting that must be there; its absence is a deployment fault, named in the error. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

export function optionalEnvironment(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}

/** Whether an instructor needs a valid background check to be booked (BKB-10). Going live needs it regardless. */
export function backgroundCheckIsRequired(): boolean {
  return optionalEnvironment("BGC_REQUIRED_FOR_BOOKING") !== "false";
}

/** Whether old days of calendars are deleted, only counted, or kept, which is the default (AV-70). */
export function availabilityRetention(): "off" | "dry-run" | "on" {
  const value = optionalEnvironment("AVAILABILITY_RETENTION");
  return value === "on" || value === "dry-run" ? value : "off";
}

/** Where people use the product: the first of the stage's front ends. */
export function frontendUrl(): string {
  const [first] = (optionalEnvironment("FRONTEND_ORIGINS") ?? "").split(",");
  return first || "http://localhost:3000";
}
