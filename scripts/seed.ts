import { parseArgs } from "node:util";

/** `npm run seed`: lets the demo city of a running local runtime go on, with weeks opened and lessons booked from today. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const url = `http://localhost:${values.port ?? process.env.PORT ?? "4000"}`;
  const answer = await fetch(`${url}/local/seed`, { method: "POST" }).catch(() => undefined);
  if (!answer) {
    console.error(`Nothing runs at ${url}. Start it with npm start, which fills a new table by itself; npm start -- --fresh begins anew.`);
    process.exit(1);
  }
  if (!answer.ok) throw new Error(`${url}/local/seed answered ${answer.status}: ${await answer.text()}`);
  console.log("The city is up to date: its weeks are open and its lessons booked from today on.");
}

await main();
