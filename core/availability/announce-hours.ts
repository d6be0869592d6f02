import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import { publish } from "../table/outbox.ts";
import type { Write } from "../table/write.ts";
import type { LocalDate } from "../time.ts";
import type { DayChangeCause } from "./availability-events.ts";

export interface ChangedHours {
  readonly instructorId: UserId;
  readonly cause: DayChangeCause;
  readonly dates: readonly LocalDate[];
  readonly today: LocalDate;
  /** The new version of each week touched, by its Monday. */
  readonly versions: Readonly<Record<LocalDate, string>>;
}

/** The event of an edit, for its transaction. Nobody waits for news of past dates: an edit of those alone has none (AVW-7). */
export function announceHours(ctx: Context, { instructorId, cause, dates, today, versions }: ChangedHours): Write[] {
  const ahead = dates.filter((date) => date >= today);
  if (ahead.length === 0) return [];
  return [publish(ctx, "availability.day_changed", { instructorId, dates: ahead, cause, versions })];
}
