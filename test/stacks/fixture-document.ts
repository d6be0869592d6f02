import { dump } from "js-yaml";
import type { AreaName } from "../../stacks/areas.ts";

/** A document like the real one, of as many operations as asked, in the shares that the planned API has. */
export function fixtureDocument(operationCount: number): string {
  const areas = Object.entries(PLANNED_OPERATIONS);
  const planned = areas.reduce((total, [, count]) => total + count, 0);
  const operations = areas.flatMap(([area, count]) =>
    Array.from({ length: Math.ceil((count * operationCount) / planned) }, (_, index) => operationOf(area, index)),
  );
  return dump({
    openapi: "3.1.0",
    security: [{ bearer: [] }],
    paths: Object.fromEntries(operations.slice(0, operationCount).map(({ path, ...methods }) => [path, methods])),
    ...EVENTS,
  });
}

/** Operations per area of the whole specification. */
const PLANNED_OPERATIONS: Record<AreaName, number> = {
  meta: 9,
  identity: 74,
  instructors: 20,
  catalog: 20,
  availability: 24,
  bookings: 27,
  payments: 51,
  messages: 23,
  notifications: 24,
  reviews: 13,
  referrals: 16,
  achievements: 10,
  search: 56,
  "background-checks": 23,
  admin: 44,
  ops: 35,
};

function operationOf(area: string, index: number) {
  const prefix = area === "ops" ? "/api/monitoring" : isAdminPath(area, index) ? `/api/v1/admin/${area}` : `/api/v1/${area}`;
  const operationId = `${METHODS[index % METHODS.length]}${area.replace(/(^|-)(.)/g, (_all, _dash, letter: string) => letter.toUpperCase())}${index}`;
  const isProbe = area === "meta" && index === 0;
  const contract = {
    operationId,
    ...(isProbe
      ? { security: [], "x-head": true }
      : { "x-rate-bucket": { name: BUCKETS[index % BUCKETS.length], ratePerMin: 60, burst: 10 } }),
    "x-function": {
      file: `functions/${area}/operation-${index}.ts`,
      area,
      memory: 512,
      timeout: 10,
      grants: GRANTS[index % GRANTS.length],
      ...(isProbe ? { files: ["openapi.yaml"] } : {}),
    },
  };
  return { path: isProbe ? "/health" : `${prefix}/things-${index}/{thingId}`, [METHODS[index % METHODS.length] ?? "get"]: contract };
}

/** Two in five of the planned paths are for admins and operators, and most parts have some. */
function isAdminPath(area: string, index: number): boolean {
  return area === "admin" || (area !== "meta" && index % 5 < 2);
}

const METHODS = ["get", "post", "put", "patch", "delete"];
const BUCKETS = ["read", "write", "booking", "search", "auth_bootstrap"];
const GRANTS = [
  ["table.read"],
  ["table.read", "table.write"],
  ["table.read", "table.write", "queues.send", "email"],
  ["table.read", "maps", "secret.location-blur", "secret.cursor"],
  ["table.read", "table.write", "secret.jwt-private", "secret.refresh"],
];

const consumer = (name: string, grants: string[]) => ({
  name,
  file: `functions/consumers/${name}.ts`,
  events: ["booking.confirmed"],
  grants,
  memory: 512,
  timeout: 30,
  batchSize: 10,
  maxReceiveCount: 5,
});

const EVENTS = {
  "x-consumers": [
    consumer("send-booking-mails", ["table.read", "table.write", "email"]),
    consumer("index-services", ["table.read", "table.write"]),
    consumer("apply-stripe-events", ["table.write"]),
  ],
  "x-schedules": [
    {
      name: "expire-unpaid-bookings",
      file: "functions/schedules/expire-unpaid-bookings.ts",
      expression: "rate(1 minute)",
      zone: "UTC",
      grants: ["table.read", "table.write"],
      memory: 512,
      timeout: 60,
    },
    {
      name: "send-digests",
      file: "functions/schedules/send-digests.ts",
      expression: "cron(30 8 * * ? *)",
      zone: "America/New_York",
      grants: ["table.read"],
      memory: 512,
      timeout: 60,
    },
  ],
  "x-relay": { file: "functions/outbox/relay-events.ts", grants: ["table.write", "queues.send"], memory: 512, timeout: 30 },
  "x-unrouted": { file: "functions/unrouted/answer-unrouted.ts", memory: 256, timeout: 5 },
} satisfies Record<string, unknown>;
