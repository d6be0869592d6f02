import type { ConsumerDeclaration } from "../../functions/runtime/declarations.ts";

/** The source of the table by which the relay knows who hears of what. */
export function subscriptionsSource(consumers: readonly ConsumerDeclaration[]): string {
  const hosted = consumers.filter((consumer) => consumer.stage !== "local");
  return [
    "// Generated from the consumers by `npm run openapi`; do not edit.",
    'import type { Subscriptions } from "../../core/table/relay.ts";',
    "",
    `export const SUBSCRIPTIONS: Subscriptions = ${table(hosted)};`,
    "",
    `export const LOCAL_SUBSCRIPTIONS: Subscriptions = ${table(consumers)};`,
    "",
  ].join("\n");
}

function table(consumers: readonly ConsumerDeclaration[]): string {
  const byEvent = new Map<string, string[]>();
  for (const { name, events } of consumers) {
    for (const event of events) byEvent.set(event, [...(byEvent.get(event) ?? []), name]);
  }
  const entries = [...byEvent].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([event, names]) => [event, names.toSorted()]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}
