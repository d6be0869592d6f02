import { isHosted } from "../../core/config.ts";
import type { Subscriptions } from "../../core/table/relay.ts";
import { LOCAL_SUBSCRIPTIONS, SUBSCRIPTIONS } from "./subscriptions.generated.ts";

/** Who hears of what in this stage; the stand-ins of the local runtime hear only there. */
export function subscriptions(): Subscriptions {
  return isHosted() ? SUBSCRIPTIONS : LOCAL_SUBSCRIPTIONS;
}
