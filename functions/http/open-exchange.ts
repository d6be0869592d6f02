import { readClock } from "../../core/clients/clock.ts";
import { isHosted } from "../../core/config.ts";
import { newId } from "../../core/ids.ts";
import type { Instant } from "../../core/time.ts";
import { log } from "../runtime/log.ts";
import { type HttpEvent, header, type Middleware } from "./exchange.ts";

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** Begins the exchange: the one clock reading, the request id (API-38) and the caller's address (SEC-6). */
export function openExchange(): Middleware {
  return {
    before({ event, context, internal }) {
      const now = readClock();
      const requestId = requestIdOf(event, now);
      Object.assign(internal, {
        startedAtMs: performance.now(),
        now,
        requestId,
        clientIp: clientIp(event),
        log: log({ requestId }),
        principal: { kind: "visitor" },
      });
      context.exchange = internal;
    },
  };
}

function requestIdOf(event: HttpEvent, now: Instant): string {
  const given = header(event, "x-request-id");
  return given !== undefined && REQUEST_ID.test(given) ? given : newId("req", now);
}

/** Only our own edge is believed about who the viewer is; every other forwarding header is ignored. */
function clientIp(event: HttpEvent): string {
  const viewer = isHosted() ? header(event, "x-viewer-ip") : undefined;
  return viewer ?? event.requestContext.http.sourceIp;
}
