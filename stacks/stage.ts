/** The stages that are deployed (operations OPS-16); `local` has no stack. */
export type HostedStage = "preview" | "prod";

/** What differs between stages and installations. Nothing here is secret. */
export interface StageSettings {
  readonly stage: HostedStage;
  /** Browsers on these origins may call the API (identity SEC-2). */
  readonly frontendOrigins: readonly string[];
  /** Mail is sent from addresses of this domain, which must be a verified SES identity of the account. */
  readonly emailDomain: string;
  /** Who hears of alarms. */
  readonly alertEmails: readonly string[];
  /** The API's own name and its certificate in us-east-1; without it CloudFront's name is the API's. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
  readonly commitSha: string;
  readonly logRetention: "one_month" | "one_week";
  /** Whether old days of calendars are deleted or only counted (availability AV-70). */
  readonly availabilityRetention: "off" | "dry-run" | "on";
}

/** The environment variables that a deployment must give: `.env.<stage>` holds them, and SST loads that file. */
export const REQUIRED_SETTINGS = ["FRONTEND_ORIGINS", "EMAIL_DOMAIN", "ALERT_EMAILS"] as const;

/**
 * The settings of a stage, from the environment. Synthesis alone needs none of them: it falls back to reserved example names, which
 * `scripts/deploy.ts` does not let through.
 */
export function stageSettings(stage: string, environment: Readonly<Record<string, string | undefined>>): StageSettings {
  if (stage !== "preview" && stage !== "prod") {
    throw new Error(`There is no stage "${stage}": deploy preview or prod; npm start runs everything on one machine.`);
  }
  return {
    stage,
    frontendOrigins: origins(environment.FRONTEND_ORIGINS ?? "https://app.instainstru.example,https://beta.instainstru.example"),
    emailDomain: environment.EMAIL_DOMAIN ?? "instainstru.example",
    alertEmails: list(environment.ALERT_EMAILS ?? ""),
    domain: domain(environment.API_DOMAIN, environment.API_CERTIFICATE_ARN),
    commitSha: environment.COMMIT_SHA ?? "unknown",
    logRetention: stage === "prod" ? "one_month" : "one_week",
    availabilityRetention: retention(environment.AVAILABILITY_RETENTION ?? "off"),
  };
}

function origins(text: string): string[] {
  const all = list(text);
  const wrong = all.find((origin) => !/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin));
  if (wrong !== undefined) throw new Error(`FRONTEND_ORIGINS lists "${wrong}": give exact origins such as https://app.example.com.`);
  return all;
}

function retention(text: string): StageSettings["availabilityRetention"] {
  if (text !== "off" && text !== "dry-run" && text !== "on") {
    throw new Error(`AVAILABILITY_RETENTION is "${text}": set it to off, dry-run or on.`);
  }
  return text;
}

function domain(name: string | undefined, certificateArn: string | undefined): StageSettings["domain"] {
  if (name === undefined && certificateArn === undefined) return undefined;
  if (name === undefined || certificateArn === undefined) {
    throw new Error("API_DOMAIN and API_CERTIFICATE_ARN belong together: set both, or neither.");
  }
  return { name, certificateArn };
}

function list(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
