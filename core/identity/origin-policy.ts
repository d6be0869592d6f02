import type { Stage } from "../config.ts";
import { assert } from "../errors.ts";

/** Which web origins may call us with a browser's cookies (SEC-2). */
export interface OriginAllowList {
  readonly stage: Stage;
  readonly origins: ReadonlySet<string>;
  /** For hosts that are not known beforehand: per-branch deployments of the preview, any port of a developer's machine. */
  readonly pattern: RegExp | undefined;
}

export interface OriginConfiguration {
  readonly stage: Stage;
  readonly frontendOrigins: readonly string[];
  /** Counts in preview only. */
  readonly branchPattern?: string | undefined;
}

export interface OriginRequest {
  readonly method: string;
  readonly origin: string | undefined;
  readonly referer: string | undefined;
  readonly authenticatedByCookie: boolean;
  /** Webhooks are proven by their signature and come from no browser. */
  readonly isWebhook: boolean;
}

const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|beta-local(\.[a-z0-9-]+)*)(:\d{1,5})?$/;
const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Built once at start; a wildcard or something that is no origin stops the start. */
export function originAllowList(configuration: OriginConfiguration): OriginAllowList {
  const { stage, frontendOrigins, branchPattern } = configuration;
  for (const origin of frontendOrigins) {
    // The URL standard takes an asterisk for a part of a name.
    const isExact = originOf(origin) === origin && !origin.includes("*");
    assert(isExact, `an allowed origin is scheme, host and port, not ${JSON.stringify(origin)}`);
  }
  return { stage, origins: new Set(frontendOrigins), pattern: patternOf(stage, branchPattern) };
}

export function isAllowedOrigin(allowList: OriginAllowList, origin: string): boolean {
  return allowList.origins.has(origin) || (allowList.pattern?.test(origin) ?? false);
}

/**
 * Whether a request may have come from where it says (SEC-1). A browser names the origin of everything that could change a state; a
 * caller that names none is no browser, and passes unless a cookie vouches for it.
 */
export function passesOriginRule(allowList: OriginAllowList, request: OriginRequest): boolean {
  if (allowList.stage === "local" || request.isWebhook || SAFE_METHODS.includes(request.method)) return true;
  if (request.origin !== undefined) return isAllowedOrigin(allowList, request.origin);
  if (request.referer !== undefined) return isAllowedOrigin(allowList, originOf(request.referer) ?? "");
  return !request.authenticatedByCookie;
}

function patternOf(stage: Stage, branchPattern: string | undefined): RegExp | undefined {
  if (stage === "local") return LOCAL_ORIGIN;
  return stage === "preview" && branchPattern !== undefined ? new RegExp(`^(?:${branchPattern})$`) : undefined;
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
