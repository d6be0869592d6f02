// The logger reads its level when it writes its first line; elsewhere in the tests only errors are written.
process.env.POWERTOOLS_LOG_LEVEL = "INFO";

/** Everything that the run wrote to standard output and error: what a function's log group would hold. */
export async function logLinesOf(run: () => Promise<unknown>): Promise<string> {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write);
  const written: string[] = [];
  for (const stream of streams) stream.write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0;
  try {
    await run();
  } finally {
    for (const [index, stream] of streams.entries()) stream.write = writes[index] ?? stream.write;
  }
  return written.join("");
}
