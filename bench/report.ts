import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";

export type Cell = string | number | undefined;

/** Prints rows under a title, the first column to the left and all others to the right. */
export function printTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  notes: readonly string[] = [],
): void {
  clearProgress();
  const texts = [columns, ...rows].map((row) => row.map(textOf));
  const widths = columns.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  const lines = texts.map((row) => row.map((text, column) => padded(text, widths[column] ?? 0, column === 0)).join("  "));
  const [head = "", ...body] = lines;
  console.log([`\n${title}`, "", head, "-".repeat(head.length), ...body, ...notes.map((note) => `  ${note}`)].join("\n"));
}

/** Three digits are all that a shared machine can tell. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "";
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(digits)));
}

export function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)} %`;
}

/** What is being done now, on one line that the next one replaces. Silent where nobody watches. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

export function clearProgress(): void {
  progress("");
}

/** Figures mean nothing without the machine they come from. */
export function machineLine(engine: string): string {
  const [cpu] = cpus();
  const [load = 0] = loadavg();
  const version = execFileSync(engine, ["--version"], { encoding: "utf8" }).trim();
  return `${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), Node ${process.versions.node}, ${version}, load ${load.toFixed(1)}`;
}

function textOf(cell: Cell): string {
  if (cell === undefined) return "";
  return typeof cell === "number" ? figure(cell) : cell;
}

function padded(text: string, width: number, left: boolean): string {
  return left ? text.padEnd(width) : text.padStart(width);
}
