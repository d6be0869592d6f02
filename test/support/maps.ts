import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import type { Point } from "../../core/places/point.ts";

export interface TestMaps {
  /** What was asked, in order: addresses, and places by their id. */
  readonly asked: string[];
  /** Where the map finds an address or place; what nobody put there is unknown to it. */
  put(name: string, point: Point): void;
}

/** Gives the test file a map provider that knows only what it is told, where the product looks for the real one. */
export function useMaps(): TestMaps {
  const points = new Map<string, Point>();
  const asked: string[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const query = new URL(request.url ?? "", "http://localhost").searchParams;
      const name = query.get("place_id") ?? query.get("address") ?? "";
      asked.push(name);
      const location = points.get(name);
      const results = location ? [{ place_id: `place-of-${name}`, geometry: { location } }] : [];
      response.end(JSON.stringify({ status: location ? "OK" : "ZERO_RESULTS", results }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    process.env.MAPS_BASE_URL = `http://127.0.0.1:${portOf(server)}`;
  });
  afterAll(() => {
    delete process.env.MAPS_BASE_URL;
    server.close();
  });
  return { asked, put: (name, point) => points.set(name, point) };
}

/** Guaranteed by listening on a port: only pipes have text as their address. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
