import type { Context, Member } from "../context.ts";
import type { LocalDate } from "../time.ts";
import type { LessonTime } from "./availability-day.ts";
import { editOwnWindows } from "./edit-own-windows.ts";
import { editWindows, type OperationResult, touchedDates, type WindowOperation } from "./edit-windows.ts";

export interface BulkUpdateInput {
  readonly operations: readonly WindowOperation[];
  /** Decides and answers, but writes nothing. */
  readonly validateOnly: boolean;
}

export interface BulkUpdate {
  readonly successful: number;
  readonly failed: number;
  readonly skipped: number;
  readonly results: readonly OperationResult[];
  readonly editedDates: readonly LocalDate[];
  readonly uncoveredLessons: readonly LessonTime[];
}

/** Carries out many edits of windows in order, each by itself, and writes what succeeded in one transaction (AVW-22). */
export async function bulkUpdateAvailability(ctx: Context<Member>, { operations, validateOnly }: BulkUpdateInput): Promise<BulkUpdate> {
  return editOwnWindows(ctx, {
    dates: touchedDates(operations),
    source: "bulk_update",
    decide: (hours, clock) => editWindows(hours, operations, clock),
    answer: ({ results }, { updates, uncoveredLessons }) => ({
      successful: countOf(results, "success"),
      failed: countOf(results, "failed"),
      skipped: countOf(results, "skipped"),
      results,
      editedDates: updates.map((update) => update.date),
      uncoveredLessons,
    }),
    status: 200,
    validateOnly,
  });
}

function countOf(results: readonly OperationResult[], status: OperationResult["status"]): number {
  return results.filter((result) => result.status === status).length;
}
