import type { UserId } from "../ids.ts";
import { lessonCompletionsOf } from "../table/keys.ts";
import { readRange, startingWith } from "../table/read.ts";
import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import type { LessonActivity } from "./commission-tier.ts";
import type { PricingSettings } from "./pricing-config.ts";

/**
 * The instructor's completions as far as a commission depends on them: the newest, and no more in the window than the highest tier asks
 * for, so that a busy instructor costs no more to price than a new one.
 */
export async function readActivity(instructorId: UserId, settings: PricingSettings, now: Instant): Promise<LessonActivity> {
  const { pk, prefix } = lessonCompletionsOf(instructorId);
  const limit = Math.max(...settings.instructorTiers.map((tier) => tier.min));
  const { items } = await readRange<{ completedAt: Instant }>({ pk, ...startingWith(prefix), limit, descending: true });
  const windowStart = plusMilliseconds(now, -settings.tierActivityWindowDays * DAY_MS);
  const [newest] = items;
  return {
    completedInWindow: items.filter((item) => item.completedAt >= windowStart).length,
    ...(newest === undefined ? {} : { lastCompletedAt: newest.completedAt }),
  };
}
