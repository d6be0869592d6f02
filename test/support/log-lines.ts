// The logger reads its level when it writes its first line; elsewhere in the tests only errors are written.
process.env.POWERTOOLS_LOG_LEVEL = "INFO";

/** Everything that the run wrote to standard output: what a function's log group would hold. */
export async function logLinesOf(run: () => Promise<unknown>): Promise<string> {
  const write = process.stdout.write;
  const written: string[] = [];
  process.stdout.write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0;
  try {
    await run();
  } finally {
    process.stdout.write = write;
  }
  return written.join("");
}
