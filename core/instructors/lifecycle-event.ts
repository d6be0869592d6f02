import type { Instant } from "../time.ts";

/** The stages of becoming an instructor, in their order; each is recorded once, at its first occurrence (FUN-1). */
export type LifecycleStage =
  | "registered"
  | "profile_submitted"
  | "services_configured"
  | "bgc_initiated"
  | "bgc_completed"
  | "identity_verified"
  | "went_live"
  | "paused"
  | "reactivated";

export interface LifecycleEvent {
  readonly stage: LifecycleStage;
  readonly at: Instant;
}
