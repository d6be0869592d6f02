import { existsSync, readFileSync } from "node:fs";

/** Linux counts the time of processes in hundredths of a second. */
const TICK_MS = 10;

/** The processor time that a process has taken so far, in milliseconds; `NaN` where the system keeps no such file. */
export function processCpuMs(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  // The second field is the name of the program, in brackets and perhaps with blanks.
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return TICK_MS * (Number(fields[11]) + Number(fields[12]));
}
