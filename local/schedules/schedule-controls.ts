import { type Control, changed, nothingHere, view } from "../controls/control.ts";
import { type Html, html } from "../controls/html.ts";
import { button, table } from "../controls/page.ts";
import type { ScheduleRun, Schedules, ScheduleView } from "./schedules.ts";

/** Pages of the schedules, and a way to run one now. */
export function scheduleControls(schedules: Schedules): Control[] {
  return [
    {
      method: "GET",
      path: "/local/schedules",
      answer: (request) => {
        const items = schedules.list();
        return view(request, "Schedules", { items }, () => listPage(items));
      },
    },
    {
      method: "POST",
      path: "/local/schedules/{name}/run",
      answer: async (request, { name = "" }) => {
        const run = await schedules.runNow(name);
        return run ? changed(request, run) : nothingHere(request);
      },
    },
  ];
}

function listPage(items: readonly ScheduleView[]): Html {
  const rows = items.map((item) => ({
    cells: [item.name, item.expression, item.zone, lastRun(item.lastRun), button(`/local/schedules/${item.name}/run`, "Run now")],
  }));
  return table(["Schedule", "Runs", "Zone", "Last run", ""], rows, "The document declares no schedules.");
}

function lastRun(run: ScheduleRun | undefined): Html {
  if (!run) return html`<span class="soft">not yet</span>`;
  return html`${run.scheduledFor} (${run.durationMs} ms)<pre>${run.error ?? JSON.stringify(run.result ?? "done")}</pre>`;
}
