import type { Context, Member } from "../context.ts";
import { type EditedWindows, editedWindows } from "./add-specific-date-availability.ts";
import { editOwnWindows } from "./edit-own-windows.ts";
import { updateWindow, type WindowPatch } from "./edit-window.ts";
import { touchedDates } from "./edit-windows.ts";

/** Gives a window of the caller other times or formats; its id changes with them (AVW-21). */
export async function updateAvailabilityWindow(ctx: Context<Member>, windowId: string, patch: WindowPatch): Promise<EditedWindows> {
  return editOwnWindows(ctx, {
    dates: touchedDates([{ action: "update", windowId, ...patch }]),
    source: "window_update",
    decide: (hours, clock) => updateWindow(hours, windowId, patch, clock),
    answer: editedWindows,
    status: 200,
  });
}
