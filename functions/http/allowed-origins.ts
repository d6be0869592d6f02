import { optionalEnvironment, stage } from "../../core/config.ts";
import { type OriginAllowList, originAllowList } from "../../core/identity/origin-policy.ts";

let allowList: OriginAllowList | undefined;

/** The front ends of the stage, from its configuration; a wildcard stops the start (SEC-2). */
export function frontends(): OriginAllowList {
  const frontendOrigins = (optionalEnvironment("FRONTEND_ORIGINS") ?? "").split(",").filter((origin) => origin !== "");
  allowList ??= originAllowList({ stage: stage(), frontendOrigins, branchPattern: optionalEnvironment("FRONTEND_BRANCH_PATTERN") });
  return allowList;
}
