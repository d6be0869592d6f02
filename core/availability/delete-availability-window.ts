import type { Context, Member } from "../context.ts";
import type { LessonTime } from "./availability-day.ts";
import { editOwnWindows } from "./edit-own-windows.ts";
import { removeWindow } from "./edit-window.ts";
import { touchedDates } from "./edit-windows.ts";

export interface DeletedWindow {
  readonly windowId: string;
  readonly uncoveredLessons: readonly LessonTime[];
}

/** Closes a window of the caller; lessons in it take place (AVW-21). */
export async function deleteAvailabilityWindow(ctx: Context<Member>, windowId: string): Promise<DeletedWindow> {
  return editOwnWindows(ctx, {
    dates: touchedDates([{ action: "remove", windowId }]),
    source: "window_delete",
    decide: (hours, clock) => removeWindow(hours, windowId, clock),
    answer: (_edit, { uncoveredLessons }) => ({ windowId, uncoveredLessons }),
    status: 200,
  });
}
