import type { Context, Member } from "../context.ts";
import type { LessonTime } from "./availability-day.ts";
import { editOwnWindows } from "./edit-own-windows.ts";
import { addWindow, type WindowAddition, type WindowEdit } from "./edit-window.ts";
import { touchedDates } from "./edit-windows.ts";
import type { HoursPlan } from "./hours-plan.ts";
import { namedItems, type WindowItem } from "./window-item.ts";

/** What changing single windows answers. */
export interface EditedWindows {
  readonly items: readonly WindowItem[];
  readonly uncoveredLessons: readonly LessonTime[];
}

/** Opens a window on a date, beside what is open there; over midnight on both dates (AVW-20). */
export async function addSpecificDateAvailability(ctx: Context<Member>, addition: WindowAddition): Promise<EditedWindows> {
  const { date, startTime, endTime } = addition;
  return editOwnWindows(ctx, {
    dates: touchedDates([{ action: "add", date, startTime, endTime }]),
    source: "specific_date",
    decide: (hours, clock) => addWindow(hours, addition, clock),
    answer: editedWindows,
    status: 201,
  });
}

export function editedWindows({ hours, windowIds }: WindowEdit, { uncoveredLessons }: HoursPlan): EditedWindows {
  return { items: namedItems(hours, windowIds), uncoveredLessons };
}
