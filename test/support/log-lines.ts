// The logger reads its level when it writes its first line; elsewhere in the tests only errors are written.
process.env.POWERTOOLS_LOG_LEVEL = "INFO";

let captured: string[] | undefined;

// What no test asks for would bury what the tests say.
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array) => {
    const text = String(chunk);
    if (captured) return captured.push(text) > 0;
    return text.startsWith('{"time":') || write(chunk);
  };
}

/** Everything that the run wrote to standard output and error: what a function's log group would hold. */
export async function logLinesOf(run: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  captured = lines;
  try {
    await run();
  } finally {
    captured = undefined;
  }
  return lines.join("");
}
