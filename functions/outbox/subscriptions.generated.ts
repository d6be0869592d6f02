// Generated from the consumers by `npm run openapi`; do not edit.
import type { Subscriptions } from "../../core/table/relay.ts";

export const SUBSCRIPTIONS: Subscriptions = {};

export const LOCAL_SUBSCRIPTIONS: Subscriptions = {};
